// What is handed on: citations as text that still says where it comes from.
import { el } from "/page/dom.js";
import { place_label, words } from "/page/words.js";

export function citation_text(citation) {
  const place = place_label(citation.place, citation.title);
  const file = citation.file && citation.file !== citation.title ? ` (${citation.file})` : "";
  return `“${citation.quote}” — ${citation.title}${place ? ` ${place}` : ""}${file}`;
}

export function answer_text(answer) {
  const lines = [answer.question, ""];
  for (const sentence of answer.sentences) {
    lines.push(...sentence.citations.map(citation_text));
  }
  if (answer.sentences.length === 0) lines.push(answer.text);
  return lines.join("\n");
}

// Copies and says so in the page's line for announcements.
export async function copy(text) {
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = el("textarea", { class: "offscreen", readonly: true, "aria-hidden": "true" });
    field.value = text;
    document.body.append(field);
    field.select();
    done = document.execCommand("copy");
    field.remove();
  }
  announce(done ? words.copied : words.not_copied, { shown: true });
}

let fading = 0;

// Screen readers read it out; what everybody should notice is shown for a moment as well.
export function announce(text, { shown = false } = {}) {
  const line = document.getElementById("announcement");
  line.textContent = text;
  line.classList.toggle("shown", shown);
  clearTimeout(fading);
  if (shown) fading = setTimeout(() => line.classList.remove("shown"), 2500);
}
