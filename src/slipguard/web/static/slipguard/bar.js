// The bar of an open alarm: live while somebody looks at the page, and said aloud once.
(function () {
  "use strict";
  var bar = document.getElementById("bar"), said = document.getElementById("said");
  if (bar) {
    slipguardLive(bar.dataset.stream).addEventListener("bar", function (event) {
      bar.dispatchEvent(new Event("slipguard:bar-before", { bubbles: true }));
      bar.innerHTML = event.data;
      bar.dispatchEvent(new Event("slipguard:bar", { bubbles: true }));
      tell();
    });
  }
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
  tell();
  document.addEventListener("htmx:sseMessage", tell);
})();
