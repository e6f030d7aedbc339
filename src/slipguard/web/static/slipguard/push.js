// The button that lets this browser ring: only after a press, and it says what went wrong in words.
(function () {
  "use strict";
  var button = document.getElementById("ring");
  if (!button) { return; }
  var says = document.getElementById("ring-says");
  function say(text) { says.textContent = text; }
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) {
    button.disabled = true;
    say("This browser cannot receive messages while it is closed. On an iPhone, first add Slipguard to the home screen.");
    return;
  }
  function key(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (c) { return c.charCodeAt(0); });
  }
  button.addEventListener("click", function () {
    button.disabled = true;
    say("Asking the browser…");
    navigator.serviceWorker.register("/sw.js").then(function () {
      return Notification.requestPermission();
    }).then(function (answer) {
      if (answer !== "granted") { throw new Error("This browser does not allow notifications here. Allow them in its settings for this site."); }
      return navigator.serviceWorker.ready;
    }).then(function (worker) {
      return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key(button.dataset.key) });
    }).then(function (subscription) {
      var headers = { "Content-Type": "application/json", "X-CSRFToken": button.dataset.token };
      var body = JSON.stringify({ name: document.getElementById("ring-name").value, subscription: subscription.toJSON() });
      return fetch(button.dataset.to, { method: "POST", headers: headers, body: body });
    }).then(function (reply) { return reply.ok ? reply.json() : { ok: false, says: "Slipguard refused it: give it a name, and try again." }; })
      .then(function (told) {
        if (told.ok) { location.reload(); return; }
        throw new Error(told.says);
      }).catch(function (wrong) { button.disabled = false; say(wrong.message || "It did not work."); });
  });
})();
