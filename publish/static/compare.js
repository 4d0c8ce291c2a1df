// The button that ticks all regulations found, or none where all are ticked.
"use strict";

for (const button of document.querySelectorAll("[data-tick-all]")) {
  const boxes = [...button.closest("form").querySelectorAll("input[type=checkbox]")];
  button.hidden = false;
  button.addEventListener("click", () => {
    const all = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !all;
    button.textContent = all ? "全选" : "全不选";
  });
}
