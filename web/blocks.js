// A document's blocks as elements, with the quotation marked.
import { el } from "/page/dom.js";
import { cells_in, range_in } from "/page/highlight.js";
import { words } from "/page/words.js";

// "제12조의2(교통비)" at the head of a paragraph stands out, as it does in print.
const ARTICLE = /^제\s?\d+\s?조(의\s?\d+)?\s?[(（][^)）\n]{1,60}[)）]/u;

function with_article(text) {
  const head = ARTICLE.exec(text)?.[0];
  return head ? [el("b", { class: "article" }, head), text.slice(head.length)] : [text];
}

// The text with the part from start to end in a <mark>; whole as it is without one.
function marked_text(text, range) {
  if (!range) return with_article(text);
  return [with_article(text.slice(0, range.start)), el("mark", {}, text.slice(range.start, range.end)), text.slice(range.end)];
}

function heading(block, range) {
  const level = Math.min(6, 2 + Math.max(1, block.level ?? 1));
  return el(`h${level}`, { class: `heading level-${Math.min(4, block.level ?? 1)}` }, marked_text(block.text, range));
}

const MOST_COLUMNS = 500;

// The grid's rows; places that no cell covers are filled. Never more rows and columns than cells reach.
function fill_rows(table, cell_of) {
  const reach = (from, span) => table.cells.reduce((most, cell) => Math.max(most, cell[from] + cell[span]), 0);
  const columns = Math.min(MOST_COLUMNS, table.columns, reach("column", "colspan"));
  const end = Math.min(table.rows, reach("row", "rowspan"));
  const taken = new Set();
  const rows = [];
  let next = 0;
  for (let row = table.cells[0].row; row < end; ++row) {
    const line = el("tr");
    for (let column = 0; column < columns; ++column) {
      const cell = table.cells[next];
      if (cell && cell.row === row && cell.column === column) {
        line.append(cell_of(cell, next));
        for (let y = row; y < Math.min(end, row + cell.rowspan); ++y) {
          for (let x = column; x < Math.min(columns, column + cell.colspan); ++x) taken.add(y * columns + x);
        }
        ++next;
      } else if (!taken.has(row * columns + column)) {
        line.append(el("td"));
      }
    }
    while (next < table.cells.length && table.cells[next].row <= row) ++next; // beyond the columns shown
    rows.push(line);
  }
  return rows;
}

function table(block, range) {
  const marks = range ? cells_in(block, range) : new Map();
  const cell_of = (cell, index) => {
    const quoted = marks.has(index);
    const part = marks.get(index);
    return el(
      cell.header ? "th" : "td",
      {
        rowspan: cell.rowspan > 1 ? cell.rowspan : null,
        colspan: cell.colspan > 1 ? cell.colspan : null,
        class: quoted ? "quoted" : null,
      },
      quoted ? marked_text(cell.text, part ?? { start: 0, end: cell.text.length }) : cell.text,
    );
  };
  return el(
    "figure",
    { class: block.table.parent ? "table nested" : "table" },
    // A row cannot be marked as one run of text: what was quoted stands above the grid word for word.
    range
      ? el("figcaption", { class: "quoted-row" }, el("span", {}, words.quoted_row),
          el("q", {}, block.text.slice(range.start, range.end)))
      : null,
    el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": block.table.caption || words.table },
      el("table", {}, block.table.caption ? el("caption", {}, block.table.caption) : null,
        el("tbody", {}, fill_rows(block.table, cell_of)))),
  );
}

function body(block, range) {
  switch (block.kind) {
    case "heading":
      return heading(block, range);
    case "table":
      if (block.table && block.table.cells.length > 0) return table(block, range);
      break;
    case "list_item":
      return el("p", { class: `item depth-${Math.min(4, block.level || 1)}` }, marked_text(block.text, range));
    case "footnote":
      return el("p", { class: "footnote" }, el("span", { class: "label" }, words.footnote), marked_text(block.text, range));
    case "code":
      return el("pre", { tabindex: "0" }, el("code", {}, marked_text(block.text, range)));
    case "image":
      return el("p", { class: "image" }, el("span", { class: "label" }, words.image), marked_text(block.text, range));
  }
  return el("p", {}, marked_text(block.text, range));
}

// Whether what stands in the document where the quotation was is still the quotation.
function is_there(block, range, quote, begin) {
  const there = block.text.slice(range.start, range.end);
  return begin >= block.begin ? quote.startsWith(there) : quote.includes(there);
}

// The block as an element; `quotation` is { begin, quote } or null.
export function render_block(block, index, quotation) {
  let range = quotation ? range_in(block, quotation.begin, quotation.quote) : null;
  if (range && !is_there(block, range, quotation.quote, quotation.begin)) range = null;
  const element = el(
    "div",
    { class: `block ${block.role ?? "body"}`, "data-index": index },
    body(block, range),
    block.note ? el("small", { class: "note" }, `‹${block.note}›`) : null,
  );
  if (range) element.classList.add("cited");
  return element;
}
