// Search as you type over the index of this language, on the reader's own device.
"use strict";
(() => {
  const form = document.getElementById("search");
  const words = document.getElementById("words");
  const found = document.getElementById("found");
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  let index = null;
  const load = async () => {
    const answer = await fetch(form.dataset.index);
    const rows = await answer.json();
    index = rows.map((row) => ({ ...row, all: plain([row.title, row.summary, row.words].join(" ")) }));
  };
  const show = () => {
    const asked = plain(words.value).split(/\s+/).filter(Boolean);
    const rows = asked.length ? index.filter((row) => asked.every((word) => row.all.includes(word))) : [];
    rows.sort((a, b) => plain(b.title).includes(asked[0]) - plain(a.title).includes(asked[0]));
    const list = document.createElement("ul");
    list.className = "pages";
    for (const row of rows.slice(0, 12)) {
      const link = document.createElement("a");
      link.href = form.dataset.root + row.path;
      link.textContent = row.title;
      const summary = document.createElement("span");
      summary.textContent = row.summary;
      const item = document.createElement("li");
      item.append(link, summary);
      list.append(item);
    }
    found.replaceChildren(...(rows.length ? [list] : asked.length ? [form.dataset.none] : []));
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  words.addEventListener("input", async () => {
    if (!index) await load();
    show();
  });
})();
