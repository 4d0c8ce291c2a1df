// The key g, or a button, asks for an article of the regulation and goes there: 120, 一百二十, 120之一, 第一百二十条之一.
"use strict";

(() => {
  const dialog = document.getElementById("jump");
  const button = document.querySelector("[data-jump]");
  if (!dialog || !button) return;
  const field = dialog.querySelector("input");
  const told = dialog.querySelector("output");
  let articles = null; // 一百二十之一 → the article; made when first asked, which most readers never do
  function articlesByNumber() {
    articles ??= new Map(Array.from(document.querySelectorAll(".text .article"), (article) => (
      [plain(article.querySelector(".no > :first-child")?.textContent ?? ""), article])));
    return articles;
  }

  function plain(label) {
    return label.normalize("NFKC").replace(/[第条條\s]/gu, "");
  }
  function find(typed) {
    const number = plain(typed);
    const digits = /^(\d+)(?:[之-](\d+|[一二三四五六七八九十]))?$/u.exec(number);
    if (!digits) return articlesByNumber().get(number);
    const [, first, second] = digits;
    const inserted = second && (Number(second) || "一二三四五六七八九十".indexOf(second) + 1);
    const eid = `art_${Number(first)}${inserted ? `bis${inserted}` : ""}`;
    return document.getElementById(eid) ?? articlesByNumber().get(number);
  }
  function open() {
    told.textContent = "";
    dialog.showModal();
    field.select();
  }

  button.hidden = false;
  button.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "g" || event.ctrlKey || event.metaKey || event.altKey || typing || dialog.open) return;
    event.preventDefault();
    open();
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    const article = find(field.value);
    if (!article) {
      event.preventDefault();
      told.textContent = `没有第${plain(field.value)}条`;
      return;
    }
    location.hash = article.id;
  });
})();
