// Why a passage was found: shown under a source when someone asks, and only then fetched.
import * as api from "/page/api.js";
import { el, replace } from "/page/dom.js";
import { words } from "/page/words.js";

const MOST = 12; // words shown one by one; the rest is added up

const figure = (value) => value.toFixed(2);

function where(fields) {
  return ["title", "headings", "body", "definitions"].filter((field) => fields[field])
    .map((field) => words.field(words.fields[field], fields[field])).join(", ");
}

// Syllable pairs are many and say little one by one: they are one row, and so is what is past MOST.
function rows_of(terms) {
  const single = terms.filter((each) => each.kind !== "bigram");
  const rows = single.slice(0, MOST).map((each) =>
    ({ name: each.asked ? each.term : words.likewise(each.term), where: where(each.fields), gives: each.gives, of: each.weight }));
  const add = (some, name) => {
    if (some.length === 0) return;
    const sum = (field) => some.reduce((total, each) => total + each[field], 0);
    rows.push({ name: name(some.length), where: "", gives: sum("gives"), of: sum("weight") });
  };
  add(single.slice(MOST), words.more_terms);
  add(terms.filter((each) => each.kind === "bigram"), words.pairs);
  return rows;
}

function term_table(terms) {
  const rows = rows_of(terms);
  const most = Math.max(...rows.map((each) => each.of));
  return el("table", {},
    el("caption", {}, words.by_words),
    el("thead", {}, el("tr", {}, words.term_columns.map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", {}, rows.map((row) =>
      el("tr", {}, el("th", { scope: "row", lang: "ko" }, row.name), el("td", {}, row.where),
        el("td", {}, el("meter", { min: 0, max: most, value: row.gives, "aria-hidden": "true" }), words.of(figure(row.gives), figure(row.of)))))));
}

function bridge_line(bridge) {
  return el("p", { class: "bridge" }, el("b", { lang: "ko" }, `${bridge.said} → ${bridge.written}`),
    ` · ${words.bridge_sources[bridge.source] ?? bridge.source}`);
}

function feature_list(features) {
  return el("details", {}, el("summary", {}, words.features_all),
    el("dl", {}, Object.entries(features).flatMap(([name, value]) =>
      [el("dt", {}, words.features[name] ?? name), el("dd", {}, figure(value))])));
}

function render({ explain, bridges }) {
  const { terms, features } = explain;
  const read = Object.keys(features).length > 0;
  const used = bridges.filter((each) => terms.some((term) => !term.asked && each.written.includes(term.term)));
  return [
    terms.length > 0 ? term_table(terms) : el("p", {}, words.by_no_words),
    used.map(bridge_line),
    el("p", { class: "meaning" },
      features.similarity === undefined ? words.no_vectors : words.meaning(figure(features.similarity))),
    read ? feature_list(features) : el("p", {}, words.not_read_again),
  ];
}

// Closed until it is opened. `source` names its passage; the question was asked in `collection` ("": all).
export function reasons(source, question, collection) {
  const inside = el("div", { class: "inside" });
  const details = el("details", { class: "reasons", lang: words.code, "data-passage": source.passage }, el("summary", {}, words.reasons), inside);
  details.addEventListener("toggle", async () => {
    if (!details.open || inside.childElementCount > 0) return;
    replace(inside, el("p", { role: "status" }, words.loading));
    try {
      replace(inside, render(await api.reasons(source.passage, question, collection)));
    } catch (problem) {
      replace(inside, el("p", { role: "alert" }, words.failures[problem.code] ?? words.failures.internal));
      details.addEventListener("toggle", () => replace(inside), { once: true }); // another try when it is opened again
    }
  });
  return details;
}
