// The clauses that a reader keeps, in this browser alone: the ☆ beside a clause asks the site for its citations once and
// puts them away. The page of the collection (collection.js) reads the same list.
"use strict";

const kept = {
  key: "fatiao.collection",
  all() {
    try {
      const found = JSON.parse(localStorage.getItem(this.key) ?? "[]");
      // what is there may be somebody else's, or of another version
      return Array.isArray(found) ? found.filter((one) => one?.id && typeof one.url === "string") : [];
    } catch { // no JSON, or no storage at all
      return [];
    }
  },
  has(id) {
    return this.all().some((one) => one.id === id);
  },
  put(list) {
    localStorage.setItem(this.key, JSON.stringify(list));
    document.dispatchEvent(new Event("kept"));
  },
  add(one) {
    this.put([...this.all().filter((other) => other.id !== one.id), one]);
  },
  drop(id) {
    this.put(this.all().filter((one) => one.id !== id));
  },
};

(() => {
  const status = document.getElementById("status");
  function show() {
    const count = kept.all().length;
    for (const place of document.querySelectorAll("[data-kept]")) place.textContent = count ? ` ${count}` : "";
    for (const star of document.querySelectorAll("[data-keep]")) {
      const there = kept.has(star.dataset.keep);
      star.hidden = false;
      star.textContent = there ? "★" : "☆";
      star.setAttribute("aria-pressed", String(there));
    }
  }
  document.addEventListener("click", async (event) => {
    const star = event.target.closest?.("[data-keep]");
    if (!star) return;
    const id = star.dataset.keep;
    if (kept.has(id)) return kept.drop(id);
    try {
      const answer = await fetch(`${star.dataset.cite}?${new URLSearchParams({ id })}`);
      const told = await answer.json();
      if (!answer.ok) throw new Error(told.error);
      kept.add({ ...told, id });
      status.textContent = `已收藏：${told.cite}`;
    } catch (error) {
      status.textContent = `没有收藏成：${error.message}`;
    }
    setTimeout(() => { status.textContent = ""; }, 5000);
  });
  for (const kind of ["kept", "DOMContentLoaded"]) document.addEventListener(kind, show);
  addEventListener("storage", show); // another tab
  show();
})();
