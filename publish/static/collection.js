// The page of the collection: what is kept, taken out again, copied, exported.
"use strict";

(() => {
  const box = document.getElementById("collection");
  const list = box.querySelector(".kept-list");
  const status = document.getElementById("status");
  const columns = [
    ["规定", "title"], ["条款", "citation"], ["原文", "text"], ["版本", "dated"], ["发布机关", "issuer"],
    ["引用", "cite"], ["网址", "url"],
  ];

  function element(name, text, attributes = {}) {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }
  function show() {
    const all = kept.all();
    box.hidden = !all.length;
    document.getElementById("nothing-kept").hidden = Boolean(all.length);
    box.querySelector("[data-count]").textContent = String(all.length);
    list.replaceChildren(...all.map((one) => {
      const entry = document.createElement("li");
      const drop = element("button", "移除", { type: "button", class: "quiet", "aria-label": `移除 ${one.cite}` });
      drop.addEventListener("click", () => kept.drop(one.id));
      const address = one.url.startsWith("http") ? one.url : "#"; // what is stored here may be anybody's
      entry.append(
        element("a", one.cite, { href: address }), element("span", ` ${one.dated ?? ""} `, { class: "meta" }), drop,
        element("blockquote", one.text, { class: "clause" }),
      );
      return entry;
    }));
  }
  function cell(value) {
    const text = String(value ?? "");
    const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text; // a spreadsheet would run it
    return `"${inert.replaceAll('"', '""')}"`;
  }
  function save(name, type, text) {
    const link = element("a", "", { download: name, href: URL.createObjectURL(new Blob([text], { type })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
  const exports = {
    csv() {
      const rows = [columns.map(([head]) => head), ...kept.all().map((one) => columns.map(([, name]) => one[name]))];
      const lines = rows.map((row) => row.map(cell).join(",")).join("\r\n");
      save("收藏夹.csv", "text/csv", `\ufeff${lines}\r\n`); // by the mark spreadsheets know UTF-8
    },
    bib() {
      save("收藏夹.bib", "application/x-bibtex", `${kept.all().map((one) => one.bibtex).join("\n\n")}\n`);
    },
  };
  box.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.export) exports[button.dataset.export]();
    if (!button?.dataset.all) return;
    const text = kept.all().map((one) => one[button.dataset.all]).join("\n");
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = `已复制 ${kept.all().length} 条`;
    } catch {
      status.textContent = "浏览器不让复制，请改用导出。";
    }
    setTimeout(() => { status.textContent = ""; }, 5000);
  });
  document.addEventListener("kept", show);
  addEventListener("storage", show);
  show();
})();
