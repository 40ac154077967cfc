// From a citation to what is marked on the screen. Pure functions over plain values.
//
// The server counts bytes of UTF-8 in the document's text; strings here count UTF-16 units.

const encoder = new TextEncoder();

export function byte_length(text) {
  return encoder.encode(text).length;
}

// The index in `text` of the character that `bytes` bytes of UTF-8 stand before.
export function index_at_byte(text, bytes) {
  let count = 0;
  let index = 0;
  for (const character of text) {
    if (count >= bytes) break;
    const code = character.codePointAt(0);
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    index += character.length;
  }
  return index;
}

// The part of the block's text that a quotation covers, as { start, end }, or null. `begin` is where
// the quotation stands in the document's text, in bytes.
export function range_in(block, begin, quote) {
  const end = begin + byte_length(quote);
  const block_end = block.begin + byte_length(block.text);
  if (!quote || end <= block.begin || begin >= block_end) return null;
  const start = index_at_byte(block.text, Math.max(0, begin - block.begin));
  const stop = index_at_byte(block.text, Math.max(0, end - block.begin));
  return stop > start ? { start, end: stop } : null;
}

const bare = (text) => text.replace(/[\s\u00a0\u3000]+/gu, "");

// The lines of a table's text, each with its parts ("head: cell") and where they stand.
function lines_of(text) {
  const lines = [];
  let at = 0;
  for (const line of text.split("\n")) {
    const parts = [];
    let part_at = at;
    for (const part of line.split(" | ")) {
      parts.push({ text: part, bare: bare(part), start: part_at, end: part_at + part.length });
      part_at += part.length + 3;
    }
    lines.push({ text: line, parts, start: at, end: at + line.length });
    at += line.length + 1;
  }
  return lines;
}

// A part ends in its cell's text: "한도: 1일 20,000원" in "1일 20,000원". A cell that gives several
// lines (a frame around text) holds the part instead.
function fits(part, cell) {
  if (!cell.bare) return 0;
  if (part.bare === cell.bare) return 3;
  if (part.bare.endsWith(`:${cell.bare}`)) return 2;
  return part.bare && cell.bare.includes(part.bare) ? 1 : 0;
}

function cells_by_row(table) {
  const rows = Array.from({ length: table.rows }, () => []);
  table.cells.forEach((cell, index) => {
    const known = { cell, index, bare: bare(cell.text) };
    const end = Math.min(table.rows, cell.row + Math.max(1, cell.rowspan));
    for (let row = cell.row; row < end; ++row) rows[row].push(known);
  });
  return rows;
}

// How well a row of the grid says what a line says: { score, found: [cell of each part or null] }.
function compare(line, row) {
  let score = 0;
  const found = line.parts.map((part) => {
    let best = null;
    let fit = 0;
    for (const cell of row) {
      const now = fits(part, cell);
      if (now > fit) [best, fit] = [cell, now];
    }
    score += fit > 0 ? 10 + fit : 0;
    return best;
  });
  return { score: score - row.length, found };
}

// Which cells a quotation from a table's text stands in: a map from the index of a cell to the quoted
// part of its text ({ start, end }), or to null for all of it.
export function cells_in(block, range) {
  const marked = new Map();
  const rows = cells_by_row(block.table);
  const lines = lines_of(block.text);
  lines.forEach((line, number) => {
    if (line.end <= range.start || line.start >= range.end) return;
    const compared = rows.map((row) => compare(line, row));
    const best = Math.max(...compared.map((each) => each.score));
    const equals = compared.filter((each) => each.score === best && each.found.some(Boolean));
    if (equals.length === 0) return;
    // Of rows that read alike, the one that comes in the same turn as the line.
    const turn = lines.slice(0, number).filter((each) => each.text === line.text).length;
    const { found } = equals[Math.min(turn, equals.length - 1)];
    line.parts.forEach((part, i) => {
      if (!found[i] || part.end <= range.start || part.start >= range.end) return;
      const quoted = block.text.slice(Math.max(part.start, range.start), Math.min(part.end, range.end));
      const at = quoted.length < found[i].cell.text.length ? found[i].cell.text.indexOf(quoted) : -1;
      marked.set(found[i].index, at < 0 ? null : { start: at, end: at + quoted.length });
    });
  });
  return marked;
}
