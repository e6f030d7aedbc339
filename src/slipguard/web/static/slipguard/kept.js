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
    return Array.from(root.querySelectorAll(one.tag)).filter(function (el) {
      return one.id ? el.id === one.id : el.textContent === one.text && address(el) === one.address;
    });
  }
  function place(root, el) {
    var one = { tag: el.tagName, id: el.id, text: el.textContent, address: address(el) }, all = alike(root, one);
    one.nth = all.indexOf(el);
    one.count = all.length;
    return one;
  }
  function found(root, one) {  // where others came or went in between nobody knows which one it was
    var all = alike(root, one);
    return all.length === one.count ? all[one.nth] : null;
  }
  function remember(root) {
    var on = document.activeElement, unfolded = root.querySelectorAll("details[open] > summary");
    doing = { open: Array.from(unfolded, function (el) { return place(root, el); }), written: {}, on: null };
    root.querySelectorAll(WRITTEN).forEach(function (el) {
      if (el.value !== el.defaultValue) { doing.written[el.id] = el.value; }
    });
    if (on && on !== root && root.contains(on)) {
      doing.on = place(root, on);
      doing.caret = on.selectionStart;
    }
  }
  function resume(root) {
    var was = doing, el = null;
    doing = null;
    if (!was || !root) { return; }
    was.open.forEach(function (one) {
      var summary = found(root, one);
      if (summary) { summary.parentNode.open = true; }
    });
    Object.keys(was.written).forEach(function (id) {
      var field = document.getElementById(id);
      if (field && root.contains(field)) { field.value = was.written[id]; }
    });
    if (was.on) { el = found(root, was.on); }
    if (!el || el.disabled) { return; }
    el.focus({ preventScroll: true });
    if (typeof was.caret === "number") { el.setSelectionRange(was.caret, was.caret); }
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
