// A live page goes on where it stopped: after a lost connection, a sleep of the computer, a stop of the server.
(function () {
  "use strict";
  var SILENCE = 40000;  // ms: the server gives a sign of life every 15 s
  var PATIENCE = 4000;  // ms until a page that is not live says so
  var lines = {};  // address without its query -> its connection, what the page shows, since when it is lost
  function say() {
    var off = Object.keys(lines).some(function (key) { return lines[key].off; });
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
  // Refused, not merely lost: is the sign-in over? Only then is a person asked for one, and what stands here stays.
  function ask() {
    var door = document.querySelector(".signed-out a");
    if (!door) { return; }
    fetch(location.href, { method: "HEAD" }).then(function (answer) {
      document.body.classList.toggle("out", new URL(answer.url).pathname === door.pathname);
    }, function () {});  // no answer: lost after all
  }
  function found(line) {
    clearTimeout(line.timer);
    line.timer = 0;
    line.off = false;
    say();
  }
  // the address as the page has it, with the marks of the last look that arrived: nothing is lost, or shown twice
  function make(url) {
    var address = new URL(url, location.href), key = address.pathname, line = lines[key] = lines[key] || {};
    if (line.source) { line.source.close(); }
    if (line.shows) { address.searchParams.set("seen", line.shows); }
    var source = line.source = new EventSource(address);
    line.heard = Date.now();
    function heard(event) {
      line.heard = Date.now();
      if (event.lastEventId) { line.shows = event.lastEventId; }
    }
    source.addEventListener("mark", heard);
    source.addEventListener("beat", heard);
    source.addEventListener("open", function (event) { heard(event); found(line); });
    source.addEventListener("error", function () {
      if (source.readyState === EventSource.CLOSED) { ask(); }
      if (!line.timer) { line.timer = setTimeout(function () { line.off = true; say(); }, PATIENCE); }
    });
    source.leave = function () { source.close(); delete lines[key].source; found(line); };
    return source;
  }
  // after a sleep a connection can look open that nobody holds any more: closed, its owner makes the next one
  function wake(silent) {
    Object.keys(lines).forEach(function (key) {
      var line = lines[key];
      if (!line.source || line.source.readyState !== EventSource.OPEN || Date.now() - line.heard < silent) { return; }
      line.source.close();
      line.source.dispatchEvent(new Event("error"));
    });
  }
  setInterval(function () { wake(SILENCE); }, 1000);
  window.addEventListener("online", function () { wake(0); });
  window.slipguardLive = make;
  htmx.createEventSource = make;
})();
