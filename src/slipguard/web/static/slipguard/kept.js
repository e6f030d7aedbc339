// What somebody is doing in a piece of a page outlives the piece: unfolded stays unfolded, words half written stay
// written, and the keys stay where they were. A piece comes anew whenever anybody moves anything.
(function () {
  "use strict";
  var WRITTEN = "textarea[id], input[id]:not([type=hidden], [type=file], [type=checkbox], [type=radio])";
  var doing = null;
  function address(el) {
    var form = el.form || (el.closest("details") || el).querySelector("form");
    return el.href || (form ? form.action : "");
  }
  // two buttons that do the same to the same thing are the same button, also in another coat
  function alike(root, one) {
    return Array.from(root.querySelectorAll(one.tag), function (el) {
      var same = one.id ? el.id === one.id : el.textContent === one.text && address(el) === one.address;
      return same ? el : null;
    }).filter(Boolean);
  }
  function remember(root) {
    var on = document.activeElement, summaries = root.querySelectorAll("details[open] > summary");
    doing = { open: Array.from(summaries, function (el) { return el.textContent; }), written: {}, on: null };
    root.querySelectorAll(WRITTEN).forEach(function (el) {
      if (el.value !== el.defaultValue) { doing.written[el.id] = el.value; }
    });
    if (on && on !== root && root.contains(on)) {
      doing.on = { tag: on.tagName, id: on.id, text: on.textContent, address: address(on), start: on.selectionStart };
      doing.on.all = alike(root, doing.on);
      doing.on.nth = doing.on.all.indexOf(on);
      doing.on.all = doing.on.all.length;
    }
  }
  function resume(root) {
    var was = doing;
    doing = null;
    if (!was || !root) { return; }
    root.querySelectorAll("details > summary").forEach(function (el) {
      if (was.open.indexOf(el.textContent) >= 0) { el.parentNode.open = true; }
    });
    Object.keys(was.written).forEach(function (id) {
      var el = document.getElementById(id);
      if (el && root.contains(el)) { el.value = was.written[id]; }
    });
    if (!was.on) { return; }
    var found = alike(root, was.on), el = found[was.on.nth];
    if (!el || found.length !== was.on.all || el.disabled) { return; }
    el.focus({ preventScroll: true });
    if (typeof was.on.start === "number") { el.setSelectionRange(was.on.start, was.on.start); }
  }
  function before(event) { remember(event.target); }
  function after(event) { resume(event.target); }
  document.addEventListener("htmx:sseBeforeMessage", before);
  document.addEventListener("htmx:sseMessage", after);
  document.addEventListener("slipguard:bar-before", before);
  document.addEventListener("slipguard:bar", after);
  // a piece that asks for itself anew is another element afterwards, with the same name
  document.addEventListener("htmx:beforeSwap", function (event) {
    var root = event.detail.target;
    if (!event.detail.shouldSwap || !root.id || !root.contains(document.activeElement)) { return; }
    remember(root);
    doing.root = root.id;
    doing.written = {};  // what was written went along with the question: the answer knows better
  });
  document.addEventListener("htmx:afterSwap", function () {
    if (doing && doing.root) { resume(document.getElementById(doing.root)); }
  });
})();
