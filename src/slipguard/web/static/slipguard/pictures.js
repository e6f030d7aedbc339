// Drag a picture to another place among its neighbours. The form's order is the post's; the buttons do the same.
(function () {
  "use strict";
  var held = null;
  function picture(event) { return event.target.closest ? event.target.closest("#pictures .picture") : null; }
  function clear() {
    document.querySelectorAll("#pictures .over").forEach(function (el) { el.classList.remove("over"); });
  }
  document.addEventListener("dragstart", function (event) {
    held = event.target.matches && event.target.matches("#pictures .picture > img") ? picture(event) : null;
    if (!held) { return; }
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.effectAllowed = "move";
    held.classList.add("held");
  });
  document.addEventListener("dragover", function (event) {
    var over = picture(event);
    if (!held || !over) { return; }
    event.preventDefault();
    clear();
    if (over !== held) { over.classList.add("over"); }
  });
  document.addEventListener("drop", function (event) {
    var to = picture(event);
    if (!held || !to) { return; }
    event.preventDefault();
    if (to === held) { return; }
    var below = held.compareDocumentPosition(to) & Node.DOCUMENT_POSITION_FOLLOWING;
    to.parentNode.insertBefore(held, below ? to.nextSibling : to);
    document.getElementById("pictures").dispatchEvent(new Event("sorted"));
  });
  // More than the server takes at once: said at once, before it is sent for minutes and thrown away.
  document.addEventListener("change", function (event) {
    var most = Number(event.target.dataset.together), all = 0;
    if (!most) { return; }
    Array.from(event.target.files).forEach(function (file) { all += file.size; });
    document.getElementById("too-heavy").hidden = all <= most * 1e6;
    if (all > most * 1e6) {
      event.stopPropagation();
      event.target.value = "";
    }
  }, true);
  document.addEventListener("dragend", function () {
    if (held) { held.classList.remove("held"); }
    held = null;
    clear();
  });
})();
