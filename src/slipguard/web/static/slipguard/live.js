// A live page goes on where it stopped: after a lost connection, a sleep of the computer, a stop of the server.
(function () {
  "use strict";
  var SILENCE = 40000;  // ms: the server gives a sign of life every 15 s
  var PATIENCE = 4000;  // ms until a page that is not live says so
  var SOON = 1000, LATEST = 8000;  // ms until the next try: the first, and any: nobody waits for a minute at 23:00
  var lines = [];
  function say() {
    var off = lines.some(function (line) { return line.off; });
    document.body.classList.toggle("off", off);
    if (!off && document.body.classList.contains("out")) {
      document.body.classList.remove("out");
      renew();
    }
  }
  // a new sign-in has a new key for forms, and those that stand here have the old one
  function renew() {
    var key = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
    if (!key) { return; }
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach(function (field) { field.value = key[1]; });
  }
  // Refused, not merely lost: is the sign-in over? Only then is a person asked for one, and what stands here stays. An
  // answer that comes after the line is back is old: it would ask for the sign-in that has just been made.
  function ask(line) {
    var door = document.querySelector(".signed-out a");
    if (!door) { return; }
    fetch(location.href, { method: "HEAD" }).then(function (answer) {
      if (line.timer) { document.body.classList.toggle("out", new URL(answer.url).pathname === door.pathname); }
    }, function () {});  // no answer: lost after all
  }
  // A hidden tab lets its connections go: a browser opens six to one server. The board stays, its title counts alarms.
  function resting() {
    return document.visibilityState === "hidden" && !document.querySelector("[data-stays]");
  }
  // An EventSource that lasts: its listeners stay while the connections behind it come and go, so no owner hears of an
  // error. Each asks with the marks of the last look that arrived: nothing is lost, or shown twice.
  function make(url) {
    var address = new URL(url, location.href), listeners = [], source = null, next = 0, pause = SOON, heard = 0;
    var line = { off: false, timer: 0, readyState: EventSource.CONNECTING };  // timer: runs, or ran out, while it is lost
    function drop() {
      clearTimeout(next);
      if (source) { source.close(); source = null; }
    }
    function found() {
      clearTimeout(line.timer);
      line.timer = 0;
      line.off = false;
      say();
    }
    function connect() {
      drop();
      if (resting()) { return; }
      source = new EventSource(address);
      source.onopen = function () { pause = SOON; found(); };
      source.onerror = function () { lose(source.readyState === EventSource.CLOSED); };
      ["open", "mark", "beat"].forEach(function (name) { source.addEventListener(name, hear); });
      listeners.forEach(function (one) { source.addEventListener(one[0], one[1]); });
      heard = Date.now();
    }
    function hear(event) {
      heard = Date.now();
      if (event.lastEventId) { address.searchParams.set("seen", event.lastEventId); }
    }
    function lose(refused) {
      drop();
      if (!line.timer) { line.timer = setTimeout(function () { line.off = true; say(); }, PATIENCE); }
      if (refused) { ask(line); }
      next = setTimeout(connect, pause * (1 + Math.random()) / 2);  // not all the pages of a desk in one moment
      pause = Math.min(2 * pause, LATEST);
    }
    line.addEventListener = function (name, listener) {
      listeners.push([name, listener]);
      if (source) { source.addEventListener(name, listener); }
    };
    line.removeEventListener = function (name, listener) {
      listeners = listeners.filter(function (one) { return one[0] !== name || one[1] !== listener; });
      if (source) { source.removeEventListener(name, listener); }
    };
    line.close = function () {
      line.readyState = EventSource.CLOSED;
      lines = lines.filter(function (one) { return one !== line; });
      drop();
      found();
    };
    line.rest = function () { drop(); found(); };
    // at once where it waits for its next try, and where the connection has been silent for so long: it looks open after
    // a sleep, and nobody holds it any more
    line.wake = function (silent) {
      var open = source && source.readyState === EventSource.OPEN;
      if (source && Date.now() - heard < (open ? silent : 2 * silent)) { return; }
      pause = SOON;
      connect();
    };
    line.look = function () { if (source) { line.wake(SILENCE); } };
    lines.push(line);
    connect();
    return line;
  }
  function all(does) {
    return function () { lines.slice().forEach(does); };
  }
  setInterval(all(function (line) { line.look(); }), 1000);
  window.addEventListener("online", all(function (line) { line.wake(0); }));
  window.addEventListener("pagehide", all(function (line) { line.rest(); }));
  window.addEventListener("pageshow", all(function (line) { line.wake(SILENCE); }));
  document.addEventListener("visibilitychange", all(function (line) {
    if (resting()) { line.rest(); } else { line.wake(SILENCE); }
  }));
  window.slipguardLive = make;
  htmx.createEventSource = make;
})();
