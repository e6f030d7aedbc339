// Shows alarms while no page is open. Keeps no page and no text: a shared phone must not remember a client.
"use strict";
self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });
self.addEventListener("push", function (event) {
  var said = {};
  try { said = event.data ? event.data.json() : {}; } catch (wrong) { said = {}; }
  event.waitUntil(self.registration.showNotification(said.title || "Slipguard wants you", {
    body: said.body || "Open Slipguard: something needs an answer.",
    data: { url: said.url || "/" },
    tag: said.url || "slipguard",
    requireInteraction: Boolean(said.urgent),
    renotify: true,
    icon: "/static/slipguard/icon-192.png",
    badge: "/static/slipguard/icon-192.png"
  }));
});
self.addEventListener("notificationclick", function (event) {
  event.notification.close();
  var url = new URL((event.notification.data || {}).url || "/", self.location.origin);
  // an alarm's link may only lead here, whatever a message says
  event.waitUntil(self.clients.openWindow(url.origin === self.location.origin ? url.href : "/"));
});
