// What is in the library, as a list.
import * as api from "/page/api.js";
import { el, replace } from "/page/dom.js";
import { day, number, words } from "/page/words.js";

const LISTED = 200;
const PAUSE = 150; // ms after the last key before the list is asked for anew

function row(document_, on_open) {
  const notes = document_.warnings;
  return el("tr", {},
    el("td", { class: "title" },
      el("button", { type: "button", class: "link", onclick: () => on_open(document_) }, document_.title || document_.file),
      document_.file !== document_.title ? el("span", { class: "file" }, document_.file) : null),
    el("td", { class: "format", "data-label": words.column.format }, document_.format),
    el("td", { class: "count", "data-label": words.column.passages }, number(document_.passages)),
    el("td", { class: "count", "data-label": words.column.version }, number(document_.version)),
    el("td", { class: "day", "data-label": words.column.updated }, day(document_.updated)),
    el("td", { class: notes.length > 0 ? "warnings" : "warnings none" },
      notes.length > 0
        ? el("details", {}, el("summary", {}, words.warnings(notes.length)), el("ul", {}, notes.map((each) => el("li", {}, each))))
        : null));
}

// The view; fills itself. on_open(document), on_failure(problem).
export function render_documents({ on_open, on_failure }) {
  const count = el("span", { class: "total" });
  const body = el("tbody");
  const none = el("p", { class: "why", hidden: true }, words.no_match);
  const more = el("button", { type: "button", class: "choice", hidden: true, onclick: () => load(false) }, words.more);
  const filter = el("input", { type: "search", class: "filter", placeholder: words.filter, "aria-label": words.filter });
  const titles = words.column;
  const table = el("table", { class: "documents" },
    el("thead", {}, el("tr", {}, Object.entries(titles).map(([name, title]) =>
      el("th", { scope: "col", class: name === "passages" || name === "version" ? "count" : name }, title)))),
    body);
  let shown = 0;
  let turn = 0;

  async function load(anew) {
    const now = ++turn;
    try {
      const reply = await api.documents({ from: anew ? 0 : shown, limit: LISTED, name: filter.value.trim() });
      if (now !== turn) return;
      const rows = reply.documents.map((each) => row(each, on_open));
      if (anew) replace(body, rows);
      else body.append(...rows);
      shown = reply.first + reply.documents.length;
      count.textContent = words.documents_count(number(reply.total));
      more.hidden = shown >= reply.total;
      none.hidden = reply.total > 0;
      table.hidden = reply.total === 0;
    } catch (problem) {
      if (now === turn) on_failure(problem);
    }
  }

  let pause = 0;
  filter.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => load(true), PAUSE);
  });
  load(true);
  return el("section", { class: "library" },
    el("h2", {}, words.documents, " ", count), filter, table, none, more);
}

// What a library without documents has to say.
export function render_empty() {
  return el("section", { class: "empty" },
    el("h2", {}, words.home_empty),
    el("p", {}, words.home_empty_how),
    el("pre", {}, el("code", {}, words.code === "ko" ? "sillok add 폴더/" : "sillok add FOLDER/")),
    el("p", { class: "why" }, words.home_empty_then));
}
