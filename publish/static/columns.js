// Datasette's menu of a column and its crosses, in Chinese: its script writes them in English.
"use strict";

var DATASETTE_ALLOW_FACET = true; // which its script reads, and its page would set in a script of its own

addEventListener("DOMContentLoaded", () => {
  const said = {
    "sort-asc": "升序", "sort-desc": "降序", facet: "按此分类", "hide-column": "隐藏此列",
    "show-all-columns": "显示全部列", "not-blank": "只看不空的行",
  };
  for (const [name, words] of Object.entries(said)) {
    const item = document.querySelector(`.dropdown-${name}`);
    if (item) item.textContent = words;
  }
  for (const cross of document.querySelectorAll('[aria-label="Remove this filter"]')) {
    cross.setAttribute("aria-label", "去掉这个条件");
  }
});
