// The page: what the address says is what is shown.
//
//   #/                    the question alone
//   #/answers/ID          an answer;  #/answers/ID/N  with its Nth source open
//   #/documents           the library;  #/documents/ID  with that document open
import * as api from "/page/api.js";
import { render_answer, render_failure, render_waiting, sources_of } from "/page/answer.js";
import { announce } from "/page/clipboard.js";
import { render_documents, render_empty } from "/page/documents.js";
import { el, replace } from "/page/dom.js";
import * as history_ from "/page/history.js";
import { Reader } from "/page/reader.js";
import { number, speak, words } from "/page/words.js";

const WAIT_SHOWN = 150; // ms: most answers are there before a sign of waiting would only flicker
const NARROW = matchMedia("(max-width: 999px)");

const answers = new Map(); // by id: { answer, sources, collection }
const reader = new Reader({ on_close: close_reader, on_step: step });
let library = null; // { documents, passages, collections }
let shown = null; // the answer on the page: one of them
let asking = null; // AbortController of the question under way
let parts = {};
let opener = null; // what had the focus before the reader took it

// ---- the frame ----------------------------------------------------------------------------------

function build() {
  document.documentElement.lang = words.code;
  document.title = words.title;
  const question = el("textarea", {
    id: "question", rows: "1", maxlength: "2000", placeholder: words.ask_here, "aria-label": words.ask_label,
    autocomplete: "off", spellcheck: "false", enterkeyhint: "search", "aria-keyshortcuts": "/",
  });
  if (parts.question) question.value = parts.question.value;
  const collection = el("select", { id: "collection", "aria-label": words.collection, hidden: true });
  const form = el("form", { id: "ask", role: "search" },
    question, el("button", { type: "submit", class: "ask" }, words.ask));
  const view = el("div", { id: "view" });
  const searched = el("p", { class: "searched" });
  const main = el("main", { id: "main" },
    el("div", { class: "asking" },
      el("h1", {}, words.motto), form, el("div", { class: "under" }, searched, collection)),
    view);
  const language = (code, name) =>
    el("button", { type: "button", class: "plain", lang: code, "aria-pressed": String(words.code === code), onclick: () => change_language(code) }, name);
  const header = el("header", { class: "top" },
    el("a", { class: "name", href: "#/" }, el("span", { class: "seal", "aria-hidden": "true" }, "실록"), words.title),
    el("nav", { "aria-label": words.nav_label },
      el("a", { href: "#/", id: "to-ask" }, words.nav_ask), el("a", { href: "#/documents", id: "to-documents" }, words.nav_documents)),
    el("div", { class: "languages", role: "group", "aria-label": words.language_label },
      language("ko", "한국어"), language("en", "English")));
  const skip = el("a", { class: "skip", href: "#question", onclick: (event) => { event.preventDefault(); question.focus(); } }, words.skip);
  const announcement = el("p", { id: "announcement", role: "status" });
  replace(document.body, skip, header, el("div", { class: "desk" }, main, reader.element), announcement);
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(question.value); });
  question.addEventListener("input", () => fit(question));
  question.addEventListener("keydown", question_key);
  parts = { question, collection, view, main, header, searched };
  show_library();
}

function fit(field) {
  field.rows = 1;
  while (field.rows < 6 && field.scrollHeight > field.clientHeight + 2) field.rows += 1;
}

function show_library() {
  if (!library) return;
  parts.searched.textContent = library.documents > 0
    ? words.searched(number(library.documents), number(library.passages)) : "";
  const many = library.collections.length > 1;
  const chosen = parts.collection.value;
  parts.collection.hidden = !many;
  replace(parts.collection, el("option", { value: "" }, words.every_collection),
    library.collections.map((each) => el("option", { value: each.name }, each.name)));
  parts.collection.value = chosen;
}

async function load_library() {
  try {
    const { collections } = await api.collections();
    const sum = (name) => collections.reduce((total, each) => total + each[name], 0);
    library = { documents: sum("documents"), passages: sum("passages"), collections };
  } catch (problem) {
    library = null;
    if (parts.main.dataset.view === "home") replace(parts.view, render_failure(problem, start));
    return;
  }
  show_library();
  if (parts.main.dataset.view === "home") show_home();
}

function change_language(code) {
  if (words.code === code) return;
  speak(code);
  const collection = parts.collection.value;
  build();
  parts.collection.value = collection;
  route();
  document.querySelector(`.languages [lang=${code}]`).focus();
}

// ---- asking -------------------------------------------------------------------------------------

async function ask(text) {
  const question = text.trim();
  if (!question) return parts.question.focus();
  asking?.abort();
  const mine = (asking = new AbortController());
  const collection = parts.collection.value;
  parts.question.value = question;
  fit(parts.question);
  close_now();
  set_view("answer");
  const waiting = setTimeout(() => replace(parts.view, render_waiting()), WAIT_SHOWN);
  try {
    const answer = await api.ask(question, collection, mine.signal);
    const sources = await sources_of(answer);
    if (mine !== asking) return;
    answers.set(answer.id, { answer, sources, collection });
    history_.remember(answer);
    shown = null;
    location.hash = `#/answers/${encodeURIComponent(answer.id)}`;
    announce_answer(answer);
  } catch (problem) {
    if (mine !== asking || problem.name === "AbortError") return;
    replace(parts.view, render_failure(problem, () => ask(question)));
  } finally {
    clearTimeout(waiting);
  }
}

function announce_answer(answer) {
  announce(answer.status === "answered" ? words.found(answer.sentences.length) : answer.text);
}

// ---- views --------------------------------------------------------------------------------------

function set_view(name) {
  parts.main.dataset.view = name;
  document.body.dataset.view = name;
  document.getElementById("to-ask").toggleAttribute("aria-current", name !== "documents");
  document.getElementById("to-documents").toggleAttribute("aria-current", name === "documents");
}

function show_home() {
  set_view("home");
  shown = null;
  document.title = words.title;
  if (library?.documents === 0) return replace(parts.view, render_empty());
  replace(parts.view,
    el("ul", { class: "keys", "aria-hidden": "true" },
      words.keys.map(([key, does]) => el("li", {}, el("kbd", {}, key), ` ${does}`))),
    render_history());
}

function render_history(but) {
  const asked = history_.asked().filter((each) => each.id !== but);
  if (asked.length === 0) return null;
  return el("section", { class: "history" },
    el("h2", {}, words.history,
      el("button", { type: "button", class: "plain", onclick: () => { history_.forget(); route(); } }, words.history_clear)),
    el("ul", {}, asked.map((each) =>
      el("li", {}, el("a", { href: `#/answers/${encodeURIComponent(each.id)}`, class: each.status }, each.question)))));
}

async function show_answer(id, at) {
  set_view("answer");
  if (!answers.has(id)) {
    try {
      const answer = await api.answer(id);
      answers.set(id, { answer, sources: await sources_of(answer), collection: "" });
    } catch (problem) {
      return replace(parts.view, render_failure(problem, route));
    }
  }
  if (shown !== answers.get(id) || !parts.view.querySelector(".answer")) {
    shown = answers.get(id);
    document.title = `${shown.answer.question} · ${words.title}`;
    parts.question.value = shown.answer.question;
    fit(parts.question);
    replace(parts.view, render_answer(shown.answer, shown.sources, { on_open: open_source, on_ask: ask, collection: shown.collection }), render_history(id));
  }
  const source = shown.sources[at - 1];
  for (const chip of parts.view.querySelectorAll(".source")) {
    chip.toggleAttribute("aria-current", source !== undefined && Number(chip.dataset.source) === at - 1);
  }
  if (source) open_reader(source, at - 1, shown.sources.length);
  else close_now();
}

function show_documents(id) {
  const already = parts.main.dataset.view === "documents" && parts.view.querySelector(".library");
  set_view("documents");
  shown = null;
  document.title = `${words.documents} · ${words.title}`;
  if (!already) {
    const empty = library?.documents === 0;
    replace(parts.view, empty ? render_empty() : render_documents({
      on_open: (each) => { known = each; location.hash = `#/documents/${encodeURIComponent(each.id)}`; },
      on_failure: (problem) => replace(parts.view, render_failure(problem, route)),
    }));
  }
  if (!id) return close_now();
  const title = known?.id === id ? known.title : "";
  const file = known?.id === id ? known.file : "";
  open_reader({ document: id, title: title || file || id, file, place: { section: [] }, quote: "", begin: 0 }, 0, 0);
}
let known = null; // the row that was clicked: its title stands in the reader before the text is there

// ---- the reader ---------------------------------------------------------------------------------

function open_source(index) {
  location.hash = `#/answers/${encodeURIComponent(shown.answer.id)}/${index + 1}`;
}

function step(by) {
  const index = shown?.sources.indexOf(reader.source) ?? -1;
  if (index < 0 || !shown.sources[index + by]) return;
  location.replace(`#/answers/${encodeURIComponent(shown.answer.id)}/${index + by + 1}`);
}

function open_reader(source, at, count) {
  if (!reader.is_open) opener = document.activeElement;
  document.body.classList.add("reading");
  reader.open(source, at, count);
  fence();
}

// Asked by a person: the address says so, and route() does it.
function close_reader() {
  location.hash = shown ? `#/answers/${encodeURIComponent(shown.answer.id)}` : "#/documents";
}

function close_now() {
  if (!reader.is_open) return;
  const index = shown?.sources.indexOf(reader.source) ?? -1;
  reader.close();
  document.body.classList.remove("reading");
  fence();
  const chip = parts.view.querySelector(`.source[data-source="${index}"]`);
  (chip ?? (opener?.isConnected ? opener : null))?.focus({ preventScroll: true });
  opener = null;
}

// On a narrow screen the document covers the rest, which then takes no focus.
function fence() {
  const covered = reader.is_open && NARROW.matches;
  parts.main.inert = covered;
  parts.header.inert = covered;
  reader.element.setAttribute("role", covered ? "dialog" : "complementary");
  reader.element.toggleAttribute("aria-modal", covered);
}

// ---- keys ---------------------------------------------------------------------------------------

function question_key(event) {
  if (event.isComposing) return; // the Enter that ends a Hangul syllable asks nothing
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    ask(parts.question.value);
  } else if (event.key === "ArrowDown" && parts.question.selectionStart === parts.question.value.length) {
    if (move_focus(1)) event.preventDefault();
  }
}

// Between the sources on the page; from the question to the first and back.
function move_focus(by) {
  const chips = [...parts.view.querySelectorAll(".source")];
  if (chips.length === 0) return false;
  const next = chips.indexOf(document.activeElement) + by;
  if (next < 0) parts.question.focus();
  else chips[Math.min(next, chips.length - 1)].focus();
  return true;
}

function page_key(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.closest?.("input, textarea, select");
  if (event.key === "Escape") {
    if (reader.is_open) close_reader();
    else if (typing) event.target.blur();
  } else if (event.key === "/" && !typing) {
    event.preventDefault();
    if (parts.main.dataset.view === "documents") {
      location.hash = "#/"; // where the question stands; route() puts the focus there
      return;
    }
    if (reader.is_open && NARROW.matches) close_reader();
    parts.question.focus();
    parts.question.select();
  } else if (reader.element.contains(event.target) && !event.target.closest?.(".scroll, pre")) {
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") step(event.key === "ArrowRight" ? 1 : -1);
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !event.target.closest?.(".text")) {
      event.preventDefault();
      reader.text.scrollBy({ top: event.key === "ArrowDown" ? 60 : -60 });
    }
  } else if (!typing && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    if (document.activeElement?.classList.contains("source") && move_focus(event.key === "ArrowDown" ? 1 : -1)) {
      event.preventDefault();
    }
  }
}

// ---- the address --------------------------------------------------------------------------------

function route() {
  const [view, id, at] = location.hash.replace(/^#\/?/, "").split("/").map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return "";
    }
  });
  if (view === "answers" && id) return show_answer(id, Number(at ?? 0));
  if (view === "documents") return show_documents(id);
  close_now();
  show_home();
  parts.question.value = "";
  fit(parts.question);
  parts.question.focus({ preventScroll: true });
}

function start() {
  build();
  route();
  load_library();
}

window.addEventListener("hashchange", route);
document.addEventListener("keydown", page_key);
NARROW.addEventListener("change", fence);
start();
