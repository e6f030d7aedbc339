// Drag a planned post to another day. The form that it sends is the one that a person could send by hand.
(function () {
  "use strict";
  var calendar = document.querySelector("[data-calendar]"), form = document.getElementById("moved"), held = null;
  if (!calendar || !form) { return; }
  function day(event) { return event.target.closest("[data-day]"); }
  calendar.addEventListener("dragstart", function (event) {
    held = event.target.closest("[data-draft]");
    if (!held) { return; }
    event.dataTransfer.setData("text/plain", held.dataset.draft);
    event.dataTransfer.effectAllowed = "move";
    held.classList.add("held");
  });
  calendar.addEventListener("dragend", function () {
    if (held) { held.classList.remove("held"); }
    held = null;
    calendar.querySelectorAll(".over").forEach(function (el) { el.classList.remove("over"); });
  });
  calendar.addEventListener("dragover", function (event) {
    var over = day(event);
    if (!held || !over) { return; }
    event.preventDefault();
    calendar.querySelectorAll(".over").forEach(function (el) { if (el !== over) { el.classList.remove("over"); } });
    over.classList.add("over");
  });
  calendar.addEventListener("drop", function (event) {
    var to = day(event);
    if (!held || !to || to.contains(held)) { return; }
    event.preventDefault();
    form.action = "/drafts/" + held.dataset.draft + "/plan";
    form.elements.day.value = to.dataset.day;
    form.submit();
  });
})();
