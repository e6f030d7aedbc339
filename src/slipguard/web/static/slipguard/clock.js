// Clocks that count, local times, and what keeps its state when a piece comes anew.
(function () {
  "use strict";
  var skew = 0, written = 0;
  var said = document.body.getAttribute("data-now");
  if (said) { skew = Date.now() - Date.parse(said); }
  function now() { return Date.now() - skew; }
  function pad(n) { return (n < 10 ? "0" : "") + n; }
  function span(s) {
    s = Math.max(0, Math.floor(s));
    if (s < 3600) { return Math.floor(s / 60) + ":" + pad(s % 60); }
    if (s < 86400) { return Math.floor(s / 3600) + ":" + pad(Math.floor(s / 60) % 60) + ":" + pad(s % 60); }
    return Math.floor(s / 86400) + " d " + Math.floor(s / 3600) % 24 + " h";
  }
  function ago(s) {
    s = Math.max(0, Math.floor(s));
    if (s < 120) { return s + " s ago"; }
    if (s < 7200) { return Math.floor(s / 60) + " min ago"; }
    if (s < 172800) { return Math.floor(s / 3600) + " h ago"; }
    return Math.floor(s / 86400) + " days ago";
  }
  function put(el, text) { if (el.textContent !== text) { el.textContent = text; } }
  function each(name, act) {
    document.querySelectorAll("[" + name + "]").forEach(function (el) {
      var at = Date.parse(el.getAttribute(name));
      if (!isNaN(at)) { act(el, at); }
    });
  }
  function tick() {
    each("data-since", function (el, at) { put(el, span((now() - at) / 1000)); });
    each("data-ago", function (el, at) { put(el, ago((now() - at) / 1000)); });
    each("data-until", function (el, at) { put(el, String(Math.max(0, Math.ceil((at - now()) / 1000)))); });
    each("data-local", function (el, at) {
      if (el.title && written === new Date(now()).getDate()) { return; }  // a time of day stays, until midnight
      var d = new Date(at), today = new Date(now());
      var day = d.toDateString() === today.toDateString() ? "" :
        d.toLocaleDateString(undefined, { day: "numeric", month: "short" }) + ", ";
      put(el, day + pad(d.getHours()) + ":" + pad(d.getMinutes()) + ":" + pad(d.getSeconds()));
      el.title = d.toISOString();
    });
    written = new Date(now()).getDate();
  }
  // the tab says how many alarms wait, also when nobody looks at it
  document.addEventListener("htmx:sseMessage", function (event) {
    if (event.target.id !== "alarms") { return; }
    var waiting = event.target.querySelectorAll(".alarm").length;
    document.title = (waiting ? "(" + waiting + ") " : "") + document.title.replace(/^\(\d+\) /, "");
  });
  tick();
  setInterval(tick, 500);
  document.addEventListener("htmx:afterSwap", tick);
  document.addEventListener("slipguard:bar", tick);
  document.addEventListener("htmx:sseMessage", tick);
  // the editor comes and goes by itself, also when somebody else has answered, and never over words being written
  document.addEventListener("htmx:sseBeforeMessage", function (event) {
    if (event.target.id !== "editor") { return; }
    var words = event.target.querySelector("textarea");
    if (words && (words.value.trim() || event.target.contains(document.activeElement))) { event.preventDefault(); }
  });
  // a button that was pressed says so: on a slow line nobody shall wonder whether the tap counted
  document.addEventListener("submit", function (event) {
    var pressed = event.submitter;
    if (pressed && pressed.dataset.busy && !event.defaultPrevented) {
      setTimeout(function () { pressed.disabled = true; pressed.textContent = pressed.dataset.busy; }, 0);
    }
  });
  // an archive on its way: how much of it has been sent, and a word before sending what will not be taken
  document.addEventListener("htmx:xhr:progress", function (event) {
    var bar = event.target.querySelector && event.target.querySelector("progress.upload");
    if (bar && event.detail.lengthComputable) {
      bar.hidden = false;
      bar.value = 100 * event.detail.loaded / event.detail.total;
    }
  });
  document.addEventListener("change", function (event) {
    var most = Number(event.target.dataset.most), file = most && event.target.files[0];
    if (!most) { return; }
    var says = "This file is larger than " + most + " MB. Use the command line on the server for it.";
    event.target.setCustomValidity(file && file.size > most * 1048576 ? says : "");
    event.target.reportValidity();
  });
  window.addEventListener("pageshow", function (event) { if (event.persisted) { location.reload(); } });
  // one workspace at a time, in all tabs: a tab that was left behind says so before anybody types into it
  if (window.BroadcastChannel) {
    var desks = new BroadcastChannel("slipguard-desk"), mine = document.body.dataset.desk;
    desks.onmessage = function (event) {
      if (mine && event.data !== mine) { document.querySelector(".moved").hidden = false; }
    };
    if (mine) { desks.postMessage(mine); }
  }
  // slips for the practice phone: fill the form with a ready-made one
  document.addEventListener("click", function (event) {
    var chosen = event.target.closest("[data-fill]");
    if (!chosen) { return; }
    var form = document.getElementById(chosen.dataset.fill);
    form.elements.text.value = chosen.dataset.text;
    form.elements.handle.value = chosen.dataset.handle;
    form.elements.text.focus();
  });
})();
