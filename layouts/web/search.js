// Search as you type, on the reader's own device: titles and keywords of this language, and
// any word of a text where there is an index of Pagefind.
"use strict";
(() => {
  const most = 12;
  const form = document.getElementById("search");
  const words = document.getElementById("words");
  const found = document.getElementById("found");
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  let index = null;
  let texts = null;
  const load = async () => {
    const answer = await fetch(form.dataset.index);
    const rows = await answer.json();
    index = rows.map((row) => ({ ...row, all: plain([row.title, row.summary, row.words].join(" ")) }));
    if (!form.dataset.text) return;
    try {
      texts = await import(new URL(form.dataset.text, document.baseURI).href);
      await texts.options({ baseUrl: "/" });
    } catch {
      texts = null; // a browser that cannot: titles and keywords are searched
    }
  };
  const named = () => {
    const asked = plain(words.value).split(/\s+/).filter(Boolean);
    const rows = asked.length ? index.filter((row) => asked.every((word) => row.all.includes(word))) : [];
    return rows.sort((a, b) => plain(b.title).includes(asked[0]) - plain(a.title).includes(asked[0]));
  };
  // Pagefind takes shorter and shorter beginnings until one is found: "spit" would find "'s".
  const holds = (page, asked) => {
    const text = plain(page.content);
    return plain(asked).split(/\s+/).every((word) => text.includes(word.slice(0, Math.max(3, word.length - 2))));
  };
  const inTexts = async (asked, known) => {
    const { results } = await texts.search(asked);
    const pages = await Promise.all(results.slice(0, most).map((result) => result.data()));
    return pages.flatMap((page) => {
      const row = index.find((each) => `/${each.path}` === page.raw_url);
      return row && !known.includes(row) && holds(page, asked) ? [{ ...row, summary: `… ${page.plain_excerpt} …` }] : [];
    });
  };
  const show = (rows) => {
    const list = document.createElement("ul");
    list.className = "pages";
    for (const row of rows.slice(0, most)) {
      const link = document.createElement("a");
      link.href = form.dataset.root + row.path;
      link.textContent = row.title;
      const summary = document.createElement("span");
      summary.textContent = row.summary;
      const item = document.createElement("li");
      item.append(link, summary);
      list.append(item);
    }
    found.replaceChildren(...(rows.length ? [list] : words.value.trim() ? [form.dataset.none] : []));
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  words.addEventListener("input", async () => {
    if (!index) await load();
    const asked = words.value.trim();
    const rows = named();
    if (rows.length || !texts || asked.length < 3) show(rows);
    if (!texts || asked.length < 3) return;
    const more = await inTexts(asked, rows);
    if (asked === words.value.trim()) show([...rows, ...more]);
  });
})();
