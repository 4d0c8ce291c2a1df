// In the text of a regulation: the provision under the pointer and words that are selected can be reported, and the words
// by editors corrected.
"use strict";

(() => {
  const text = document.querySelector(".text");
  const reading = document.querySelector(".reading");
  if (!text || !reading?.dataset.document) return;
  const beside = ".tip, .pin, .report, .sign, .hidden"; // what is shown of the text but is none of it
  const bar = document.createElement("div");
  bar.className = "select-bar";
  bar.hidden = true;
  const links = {};
  const offered = [["report", "报错"], ...(reading.dataset.place ? [["place", "更正"]] : [])];
  for (const [name, label] of offered) {
    const link = document.createElement("a");
    link.textContent = label;
    links[name] = link;
    bar.append(link);
  }
  reading.append(bar);

  const report = document.createElement("a"); // one for all, beside the citation of what is pointed at
  report.className = "report";
  report.rel = "nofollow";
  report.tabIndex = -1; // by keyboard it follows the citation
  text.addEventListener("mouseover", (event) => {
    const pinned = ":scope > p > .pin, :scope > .no > .pin, :scope > .heading > .pin";
    let place = event.target.closest?.(".p"); // the only paragraph of an article is cited as the article
    while (place && !place.querySelector(pinned)) place = place.parentElement.closest(".p");
    const pin = place?.querySelector(pinned);
    if (!pin || pin.nextElementSibling === report) return;
    pin.title = pin.getAttribute("aria-label");
    report.href = `${reading.dataset.report}?${new URLSearchParams({ document: reading.dataset.document, eid: place.id })}`;
    report.setAttribute("aria-label", pin.getAttribute("aria-label").replace(/^引用/u, "报错："));
    pin.after(report);
  });

  function letters(range) {
    const part = range.cloneContents();
    for (const other of part.querySelectorAll(beside)) other.remove();
    return part.textContent.replace(/\s+/gu, "");
  }
  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const around = range.commonAncestorContainer;
    const element = around.nodeType === Node.ELEMENT_NODE ? around : around.parentElement;
    if (!text.contains(element) || element.closest(beside)) return null;
    const words = letters(range);
    const provision = element.closest(".p") ?? text;
    if (!words || words.length > 2000) return null;
    const before = document.createRange();
    before.selectNodeContents(provision);
    before.setEnd(range.startContainer, range.startOffset);
    return { words, eid: provision === text ? "" : provision.id, at: letters(before).length, range };
  }
  function show() {
    const found = selected();
    bar.hidden = !found;
    if (!found) return;
    const query = new URLSearchParams({
      document: reading.dataset.document, eid: found.eid, words: found.words, at: found.at,
    });
    for (const [name] of offered) links[name].href = `${reading.dataset[name]}?${query}`;
    const place = found.range.getBoundingClientRect();
    const left = Math.min(place.left, document.documentElement.clientWidth - bar.offsetWidth - 8);
    bar.style.left = `${Math.max(8, left) + scrollX}px`;
    bar.style.top = `${place.bottom + scrollY + 6}px`;
  }
  let wait = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(wait);
    wait = setTimeout(show, 150);
  });
  document.addEventListener("keydown", (event) => { // e on selected words, as on the pages of editors
    if (event.key === "e" && !bar.hidden && links.place && !event.ctrlKey && !event.metaKey && !event.altKey
      && !event.target.matches?.("input, textarea, select")) links.place.click();
  });
})();
