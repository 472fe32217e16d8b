// Views, findings and places on the page, as the press tells them (server-sent events).
"use strict";
const say = JSON.parse(document.body.dataset.say);
const sections = new Map([...document.querySelectorAll("section")].map(each => [each.dataset.view, each]));
const told = { words: [], views: new Map() };
const byId = id => document.getElementById(id);

function make(kind, about = {}, ...inside) {
  const made = Object.assign(document.createElement(kind), about);
  made.append(...inside);
  return made;
}

// Pages: the same element for the same number, so that nothing jumps; a new picture takes the
// place of the old one when it is there as a whole, unless there is a newer by then.
async function showPages(section, view) {
  const box = section.querySelector(".pages");
  section.classList.toggle("is-old", Boolean(view.old));
  section.querySelector(".old").hidden = !view.old || !view.pages.length;
  while (box.children.length > view.pages.length) box.lastChild.remove();
  await Promise.all(view.pages.map(async (page, number) => {
    let sheet = box.children[number];
    if (!sheet) {
      sheet = make("div", { className: "page" }, make("img"));
      sheet.addEventListener("click", event => clicked(event, section.dataset.view, number + 1));
      box.append(sheet);
    }
    sheet.style.width = `calc(${page.width}px * var(--zoom))`;
    sheet.style.aspectRatio = `${page.width} / ${page.height}`;
    const old = sheet.querySelector("img"), source = `/page/${page.id}.jpg`;
    if (old.getAttribute("src") === source) return;
    const fresh = make("img", { src: source, alt: `${say.page} ${number + 1} ${say.of} ${view.pages.length}` });
    await fresh.decode().catch(() => {});
    if (told.views.get(section.dataset.view) !== view) return;
    sheet.querySelector("img").replaceWith(fresh);
  }));
  section.dataset.shown = String(Date.now());
}

// A page of a website: the new one takes the place of the old when it is there as a whole, at
// the same height. Links in it lead nowhere here but within it.
function showWeb(section, view) {
  const old = section.querySelector("iframe"), source = view.web;
  section.classList.toggle("is-old", Boolean(view.old));
  section.querySelector(".old").hidden = !view.old || !source;
  if (!source || old.getAttribute("src") === source) return;
  const fresh = old.cloneNode(), top = old.contentWindow.scrollY;
  fresh.src = source;
  fresh.addEventListener("load", () => {
    if (told.views.get(section.dataset.view) !== view) return fresh.remove();
    fresh.contentWindow.scrollTo({ top, behavior: "instant" });
    fresh.contentDocument.addEventListener("click", event => {
      if (event.target.closest("a:not([href^='#'])")) event.preventDefault();
      const where = writtenAt(view.texts, event.target);
      if (where) tell(where);
    });
    old.remove();
    section.dataset.shown = String(Date.now());
  });
  old.after(fresh);
}

// A finding stands at the last block that begins at or before its line, in the same file.
function blockOf(view, finding) {
  let best = null;
  for (const block of view.blocks) {
    const cut = block[0].lastIndexOf(":"), line = Number(block[0].slice(cut + 1));
    if (block[0].slice(0, cut) !== finding.path || line > finding.line) continue;
    if (!best || line >= best.line) best = { line, block };
  }
  return best && best.block;
}

function sheetOf(section, block) {
  return section.querySelectorAll(".page")[block[1] - 1];
}

function point(section, block) {
  document.querySelectorAll(".place").forEach(each => each.remove());
  const sheet = sheetOf(section, block), place = make("div", { className: "place" });
  if (!sheet) return;
  ["left", "top", "width", "height"].forEach((name, at) => { place.style[name] = `${block[at + 2] * 100}%`; });
  sheet.append(place);
  place.scrollIntoView({ block: "center", inline: "nearest" });
}

function placeOf(finding) {
  return [finding.path, finding.line, finding.column].filter(Boolean).join(":");
}

function findings() {
  const all = [...told.words, ...[...told.views.values()].flatMap(view => view.findings)];
  const seen = new Map(all.map(each => [JSON.stringify(each), each]));
  const rank = { error: 0, warning: 1, info: 2 };
  return [...seen.values()].sort((a, b) => rank[a.severity] - rank[b.severity] || a.line - b.line);
}

function showFindings() {
  const rows = findings();
  byId("none").hidden = rows.length > 0;
  const list = byId("list"), top = list.parentElement.scrollTop;
  list.replaceChildren(...rows.map((finding, number) => {
    const where = placeOf(finding);
    const button = make("button", { type: "button", className: finding.severity },
      make("strong", {}, `${number + 1}. ${say[finding.severity]}: ${finding.message}`),
      make("small", {}, `${finding.hint ? finding.hint + " · " : ""}${where} [${finding.code}]`));
    button.addEventListener("click", () => {
      tell(where);
      for (const [name, view] of told.views) {
        const block = blockOf(view, finding);
        if (block) return point(sections.get(name), block);
      }
    });
    return make("li", {}, button);
  }));
  list.parentElement.scrollTop = top;
  document.querySelectorAll(".mark").forEach(each => each.remove());
  for (const [name, view] of told.views) rows.forEach((finding, number) => {
    const block = blockOf(view, finding), sheet = block && sheetOf(sections.get(name), block);
    if (!sheet || finding.severity === "info") return;
    const mark = make("button", { type: "button", className: `mark ${finding.severity}` }, String(number + 1));
    mark.setAttribute("aria-label", `${number + 1}. ${say[finding.severity]}: ${finding.message}`);
    mark.style.top = `${block[3] * 100}%`;
    mark.addEventListener("click", event => {
      event.stopPropagation();
      const row = list.children[number].firstChild;
      row.scrollIntoView({ block: "nearest" });
      row.focus();
      tell(placeOf(finding));
    });
    sheet.append(mark);
  });
}

function tell(where) {
  byId("where").textContent = where;
  if (navigator.clipboard) {
    navigator.clipboard.writeText(where).then(
      () => { byId("where").textContent = `${where} (${say.copied})`; }, () => {});
  }
}

// The smallest block around what was clicked says where it was written.
function clicked(event, name, page) {
  const frame = event.currentTarget.getBoundingClientRect(), view = told.views.get(name);
  const x = (event.clientX - frame.left) / frame.width, y = (event.clientY - frame.top) / frame.height;
  const around = view.blocks.filter(([, on, left, top, width, height]) =>
    on === page && x >= left && x <= left + width && y >= top && y <= top + height);
  around.sort((a, b) => a[4] * a[5] - b[4] * b[5]);
  if (!around.length) return;
  point(sections.get(name), around[0]);
  tell(around[0][0]);
}

// In a page of a website nothing says where it was written: that is known again by its words,
// but for those that a practice fills in and for blanks.
const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, td, th, dt, dd, figcaption, caption, legend, label";
const bare = text => text.normalize("NFC").replace(/[^\p{L}\p{N}]/gu, "");
function writtenAt(texts, target) {
  const said = bare((target.closest(BLOCKS) || target).textContent);
  let best = null;
  for (const [where, text] of said ? texts : []) {
    const longest = text.split(/\ufffc|_{2,}/).map(bare).sort((a, b) => b.length - a.length)[0];
    if (!longest || !(said.includes(longest) || bare(text).includes(said))) continue;
    const other = Math.abs(said.length - bare(text).length);
    if (!best || other < best.other) best = { where, other };
  }
  return best && best.where;
}

// So large that all views stand side by side, until somebody chooses; kept for as many views.
const zoom = byId("zoom"), main = document.querySelector("main"), kept = `zoom-${sections.size}`;
function enlarge() {
  document.documentElement.style.setProperty("--zoom", zoom.value / 100);
}
function whole() {
  const beside = getComputedStyle(main).display === "flex" ? sections.size : 1;
  return Math.min(zoom.value, ((main.clientWidth - 24) / beside - 20) / 7.94);
}
zoom.value = localStorage.getItem(kept) || whole();
zoom.addEventListener("input", () => { enlarge(); localStorage.setItem(kept, zoom.value); });
enlarge();

const asked = [...sections.keys()].map(view => `view=${encodeURIComponent(view)}`).join("&");
const events = new EventSource(`/events?${asked}`);
const hear = (kind, act) => events.addEventListener(kind, event => act(JSON.parse(event.data)));
hear("busy", () => { byId("state").textContent = say.making; });
hear("idle", () => { byId("state").textContent = say.ready; });
hear("words", news => { told.words = news.findings; showFindings(); });
hear("view", async news => {
  told.views.set(news.view, news);
  const section = sections.get(news.view);
  if (section.querySelector(".web")) showWeb(section, news);
  else await showPages(section, news);
  showFindings();
});
events.onerror = () => { byId("state").textContent = say.gone; };
events.onopen = () => { byId("state").textContent = say.making; };
