// What works better with a script; every page works without. Explanations stay on the screen and go with Esc, the
// citation of a provision is copied, the table of contents follows the reader.
"use strict";

(() => {
  const phone = matchMedia("(max-width: 48rem)");

  // Explanations: beside their mark, within the window, their lines as a table
  const fields = Array.from(document.querySelectorAll(".legend .words"), (key) => [key.textContent, key.dataset.field]);
  function* rows(text) {
    for (const line of text.split("\n")) {
      const [name, value] = line.split("\t");
      if (value === undefined) continue;
      const head = document.createElement("b");
      head.textContent = name;
      const field = new Map(fields).get(name);
      if (field) {
        head.className = "words";
        head.dataset.field = field;
      }
      yield* [head, ` ${value} `];
    }
  }
  function layOut(tip) {
    if (tip.classList.contains("in-rows")) return;
    tip.classList.add("in-rows");
    const is = (node) => (node.nodeType === Node.TEXT_NODE ? [...rows(node.data)] : [node]);
    tip.replaceChildren(...Array.from(tip.childNodes).flatMap(is));
  }
  function place(mark) {
    const tip = mark.nextElementSibling;
    if (!tip || !tip.classList.contains("tip")) return;
    layOut(tip);
    document.body.classList.remove("tips-off");
    if (phone.matches) return;
    const at = mark.getClientRects()[0];
    tip.style.position = "fixed";
    tip.style.left = "0";
    tip.style.top = "0";
    const left = Math.min(at.left, document.documentElement.clientWidth - tip.offsetWidth - 12);
    const below = at.bottom + 2 + tip.offsetHeight < innerHeight;
    tip.style.left = `${Math.max(8, left)}px`;
    tip.style.top = `${below ? at.bottom + 1 : Math.max(4, at.top - tip.offsetHeight - 1)}px`;
  }
  const tipped = (event) => event.target.closest && event.target.closest(".tipped");
  for (const kind of ["mouseover", "focusin"]) {
    document.addEventListener(kind, (event) => tipped(event) && place(tipped(event)));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.body.classList.add("tips-off");
  });
  // Under a finger the first touch explains, the second follows the link
  let touched = null;
  document.addEventListener("click", (event) => {
    const mark = tipped(event);
    if (mark && event.pointerType === "touch" && touched !== mark) {
      event.preventDefault();
      mark.focus();
      place(mark);
      touched = mark;
    } else if (!mark) {
      touched = null;
    }
  });

  // Citations
  const status = document.getElementById("status");
  let hide = 0;
  function say(text, ...links) {
    status.textContent = text;
    for (const [label, href] of links) {
      const a = document.createElement("a");
      a.href = href;
      a.textContent = label;
      status.append(a);
    }
    clearTimeout(hide);
    hide = setTimeout(() => { status.textContent = ""; }, 8000);
  }
  async function copy(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const field = document.createElement("textarea"); // without https there is no clipboard but this
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (!done) throw new Error("copying is not allowed");
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await copy(button.dataset.copy);
        say(`已复制：${button.dataset.copy}`);
      } catch {
        say(button.dataset.copy);
      }
    });
  }
  const reading = document.querySelector(".reading");
  reading?.addEventListener("click", async (event) => {
    const pin = event.target.closest(".pin");
    if (!pin || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const cited = reading.dataset.title + pin.getAttribute("aria-label").replace(/^引用/, "");
    const provision = pin.closest(".p");
    const source = `${reading.dataset.source}?from=${provision.dataset.c}#c${provision.dataset.c}`;
    history.replaceState(null, "", `#${provision.id}`);
    const found = [["原文位置", source], ["依据与被引", `${reading.dataset.relations}?at=${encodeURIComponent(provision.id)}`]];
    const report = new URLSearchParams({ document: reading.dataset.document, eid: provision.id });
    found.push(["其他格式、收藏", pin.href], ["报错", `${reading.dataset.report}?${report}`]);
    try {
      await copy(cited);
      say(`已复制：${cited}`, ...found);
    } catch {
      say(cited, ...found);
    }
  });

  // Addresses that one may keep: nothing that is left empty
  document.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) {
      if (value === "" && event.target.method === "get") event.formData.delete(name);
    }
  });

  // Table of contents
  const contents = document.querySelector(".contents details");
  if (contents && phone.matches) contents.open = false;
  if (phone.matches) { // what is found comes first
    for (const filters of document.querySelectorAll(".filter-box")) filters.open = false;
  }
  const entries = new Map();
  for (const a of document.querySelectorAll(".contents a")) {
    const target = document.getElementById(decodeURIComponent(a.hash.slice(1)));
    if (target) entries.set(target, a);
  }
  if (entries.size && "IntersectionObserver" in window) {
    let current = null;
    const targets = [...entries.keys()];
    const follow = () => {
      const passed = targets.filter((target) => target.getBoundingClientRect().top < innerHeight / 3);
      const now = entries.get(passed.at(-1) || targets[0]);
      if (now === current) return;
      current?.removeAttribute("aria-current");
      now.setAttribute("aria-current", "location");
      current = now;
    };
    const observer = new IntersectionObserver(follow, { rootMargin: "0px 0px -66% 0px" });
    targets.forEach((target) => observer.observe(target)); // each is told of once, after the first layout
  }
})();
