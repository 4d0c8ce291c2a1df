// Deciding by keyboard: a key presses the button, follows the link or enters the field that bears it.
"use strict";

(() => {
  const typing = (element) => element.matches?.("input:not([type=checkbox]), textarea, select");
  const mark = document.querySelector(".passage-text mark"); // seen, however much stands before it
  const passage = mark?.closest(".passage-text");
  if (passage && passage.scrollHeight > passage.clientHeight) {
    passage.scrollTop = mark.offsetTop - passage.offsetTop - passage.clientHeight / 3;
  }
  let sent = false; // one press, one decision
  document.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  addEventListener("pageshow", () => { sent = false; }); // back from the next page
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches?.("textarea")) {
      event.target.form.requestSubmit(event.target.form.querySelector("button")); // as Enter does in a single line
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const target = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
    if (!target) return;
    event.preventDefault();
    if (typing(target)) {
      target.focus();
      target.select();
    } else {
      target.click();
    }
  });
})();
