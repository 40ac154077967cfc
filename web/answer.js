// An answer as it is shown: the sentences, each with its sources, or why there are none.
import * as api from "/page/api.js";
import { answer_text, copy } from "/page/clipboard.js";
import { el } from "/page/dom.js";
import { reasons } from "/page/reasons.js";
import { day, number, place_label, words } from "/page/words.js";

const NEAREST = 3;

// The answer's sources in the order in which they stand: what can be opened, one after the other.
// For an abstention they are the nearest passages.
export async function sources_of(answer) {
  const cited = answer.sentences.flatMap((sentence) => sentence.citations);
  if (cited.length > 0 || answer.status === "answered") return cited;
  const passages = await Promise.all(
    // A passage may be gone by now; the others are still worth seeing.
    answer.evidence.slice(0, NEAREST).map((each) => api.passage(each.passage).catch(() => null)),
  );
  return passages
    .filter((each) => each !== null)
    .map((each) => ({ ...each, quote: each.text, near: true }));
}

// "여비규정 · 제9조 · 3쪽"; with the file's name where another source has the same title.
export function source_label(source, sources) {
  const same = sources.some((each) => each.title === source.title && each.document !== source.document);
  const title = same && source.file ? `${source.title} (${source.file})` : source.title;
  return words.joined([title, place_label(source.place, source.title)].filter(Boolean));
}

function chip(source, index, sources, on_open) {
  const label = source_label(source, sources);
  return el("button",
    {
      type: "button", class: "source", "data-source": index, "aria-label": words.open_source(label),
      title: source.file, onclick: () => on_open(index),
    },
    label);
}

// Verbatim; the lines between a row's cells are only drawn fainter.
function sentence_text(text) {
  return text.split(" | ").flatMap((part, i) => (i === 0 ? [part] : [el("span", { class: "rule" }, " | "), part]));
}

function level(confidence) {
  if (confidence >= 0.8) return "high";
  return confidence >= 0.6 ? "middle" : "low";
}

function confidence_line(answer) {
  const name = level(answer.confidence);
  return el("p", { class: `confidence ${name}` },
    el("span", {}, `${words.confidence} `),
    el("b", {}, words.levels[name]),
    el("span", { class: "bars", "aria-hidden": "true" }, el("i"), el("i"), el("i")),
    name === "high" ? null : el("span", { class: "advice" }, words.check_it));
}

function about(answer) {
  const provenance = answer.provenance ?? {};
  const rows = {
    id: answer.id,
    mode: answer.mode === "quote" ? words.mode_quote : answer.mode,
    confidence: number(Math.round(answer.confidence * 100) / 100),
    index: provenance.index,
    program: provenance.program,
    time: provenance.time ? `${day(provenance.time)} (${provenance.time})` : "",
  };
  return el("details", { class: "about" },
    el("summary", {}, words.about),
    el("dl", {}, Object.entries(rows).filter(([, value]) => value)
      .flatMap(([name, value]) => [el("dt", {}, words.about_rows[name]), el("dd", {}, value)])),
    el("p", {}, words.about_confidence));
}

function foot(answer) {
  const milliseconds = answer.usage?.milliseconds ?? 0;
  return el("footer", { class: "foot" },
    answer.status === "answered" ? confidence_line(answer) : null,
    el("p", { class: "how" },
      answer.status === "answered" ? `${words.verbatim} ` : null,
      el("span", { class: "time" }, words.milliseconds(number(Math.max(1, Math.round(milliseconds)))))),
    el("div", { class: "actions" },
      el("button", { type: "button", class: "plain", id: "copy-answer", onclick: () => copy(answer_text(answer)) }, words.copy_answer),
      el("button", { type: "button", class: "plain", onclick: () => print() }, words.print)),
    about(answer));
}

// A passage cited twice is explained once.
function each_passage(citations) {
  return citations.filter((each, i) => citations.findIndex((other) => other.passage === each.passage) === i);
}

function answered(answer, sources, on_open, why) {
  let index = 0;
  return el("ol", { class: "sentences", lang: "ko" }, answer.sentences.map((sentence) =>
    el("li", { class: sentence.support },
      el("p", { class: "sentence" }, sentence_text(sentence.text)),
      el("p", { class: "sources" }, sentence.citations.map(() => chip(sources[index], index++, sources, on_open))),
      each_passage(sentence.citations).map(why))));
}

function abstained(sources, on_open, why) {
  return el("div", { class: "abstained" },
    el("p", { class: "verdict" }, words.abstained),
    el("p", { class: "why" }, words.abstained_why),
    sources.length === 0
      ? el("p", { class: "why" }, words.nearest_none)
      : el("section", { class: "nearest" }, el("h3", {}, words.nearest),
          el("ul", {}, sources.map((source, index) =>
            el("li", {}, chip(source, index, sources, on_open), el("p", { class: "snippet", lang: "ko" }, source.text), why(source))))));
}

function unclear(answer, on_ask) {
  return el("div", { class: "unclear" },
    el("p", { class: "verdict" }, answer.text || words.unclear),
    el("ul", { class: "choices" }, answer.clarify.map((choice) =>
      el("li", {}, el("button", { type: "button", class: "choice", onclick: () => on_ask(`${answer.question} (${choice})`) }, choice)))));
}

// on_open(index of the source); on_ask(another question); collection: where it was asked, "" for all.
export function render_answer(answer, sources, { on_open, on_ask, collection }) {
  const why = (source) => reasons(source, answer.question, collection);
  const parts = {
    answered: () => answered(answer, sources, on_open, why),
    abstained: () => abstained(sources, on_open, why),
    unclear: () => unclear(answer, on_ask),
  };
  return el("article", { class: `answer ${answer.status}` },
    el("h2", { class: "question" }, answer.question),
    (parts[answer.status] ?? parts.abstained)(),
    foot(answer));
}

export function render_waiting() {
  return el("div", { class: "waiting", role: "status" },
    el("span", { class: "offscreen" }, words.looking), el("i"), el("i"), el("i"));
}

export function render_failure(problem, on_retry) {
  const remedy = words.failures[problem.code] ?? words.failures.internal;
  return el("div", { class: "failure", role: "alert" },
    el("p", { class: "verdict" }, words.failed),
    el("p", { class: "why" }, remedy),
    problem.message && problem.code !== "unreachable" ? el("p", { class: "detail", lang: "en" }, problem.message) : null,
    on_retry ? el("button", { type: "button", class: "choice", onclick: on_retry }, words.retry) : null);
}
