// The bar of an open alarm: live while somebody looks at the page, and said aloud once.
(function () {
  "use strict";
  var bar = document.getElementById("bar"), said = document.getElementById("said"), source = null, pause = 1000;
  // A hidden tab lets its connection go: a browser opens six to one server, and every page has this bar.
  function listen() {
    if (!bar || source || document.visibilityState === "hidden") { return; }
    source = slipguardLive(bar.dataset.stream);
    source.addEventListener("bar", function (event) {
      bar.dispatchEvent(new Event("slipguard:bar-before", { bubbles: true }));
      bar.innerHTML = event.data;
      bar.dispatchEvent(new Event("slipguard:bar", { bubbles: true }));
      tell();
    });
    source.onopen = function () { pause = 1000; };
    source.onerror = function () {  // most come back by themselves; not one that was closed, or refused
      if (source && source.readyState === EventSource.CLOSED) {
        source = null;
        setTimeout(listen, pause);
        pause = Math.min(2 * pause, 60000);
      }
    };
  }
  function leave() {
    if (source) { source.leave(); source = null; }
  }
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") { leave(); } else { listen(); }
  });
  window.addEventListener("pagehide", leave);
  // Once for each alarm in this tab, whichever page it was seen on: the clock that counts is never read out.
  function tell() {
    var known = (sessionStorage.getItem("slipguard-said") || "").split(" "), words = [];
    document.querySelectorAll("[data-alarm]").forEach(function (alarm) {
      if (known.indexOf(alarm.dataset.alarm) >= 0) { return; }
      known.push(alarm.dataset.alarm);
      var kind = alarm.querySelector(".badge") ? "Drill. " : "Alarm. ";
      words.push(kind + alarm.querySelector("[data-says]").textContent.trim());
    });
    if (words.length) {
      sessionStorage.setItem("slipguard-said", known.slice(-50).join(" "));
      said.textContent = words.join(" ");
    }
  }
  listen();
  tell();
  document.addEventListener("htmx:sseMessage", tell);
})();
