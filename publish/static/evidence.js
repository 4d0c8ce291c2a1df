// In the text of a regulation: the words a number was read from are marked while it is pointed at or focused, and those
// of the number that the address leads to.
"use strict";

(() => {
  const text = document.querySelector(".text");
  if (!text) return;
  function* words(number) { // its stretches of text, each with its field
    for (const stretch of text.querySelectorAll(`[data-of*="${number}-"]`)) {
      for (const of of stretch.dataset.of.split(" ")) {
        const [whose, field] = of.split("-");
        if (whose === number) yield [stretch, field];
      }
    }
  }
  let marked = [];
  function show(mark) {
    for (const stretch of marked) {
      stretch.classList.remove("words");
      delete stretch.dataset.field;
    }
    marked = [];
    for (const number of mark?.dataset.words?.split(" ") ?? []) {
      for (const [stretch, field] of words(number)) {
        stretch.classList.add("words");
        stretch.dataset.field = field;
        marked.push(stretch);
      }
    }
  }
  function led() { // the number behind the anchor that the address names
    const anchor = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (anchor?.matches("a.tipped")) return anchor;
    let next = anchor?.matches("span:empty") ? anchor : null;
    while (next && !next.matches("a")) next = next.nextElementSibling;
    return next;
  }
  const number = (event) => event.target.closest?.("[data-words]");
  for (const kind of ["mouseover", "focusin"]) {
    text.addEventListener(kind, (event) => number(event) && show(number(event)));
  }
  for (const kind of ["mouseout", "focusout"]) {
    text.addEventListener(kind, (event) => number(event) && show(text.querySelector("[data-words]:focus") ?? led()));
  }
  addEventListener("hashchange", () => show(led()));
  show(led());
})();
