// The questions of this tab, newest first; gone when the tab is closed.

const KEPT = "sillok.history";
const MOST = 30;

let questions = load();

function load() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each) => each && typeof each.id === "string") : [];
  } catch {
    return [];
  }
}

function keep() {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(questions));
  } catch {
    // Storage may be full or switched off; the list then lives as long as the page.
  }
}

export function asked() {
  return questions;
}

export function remember(answer) {
  questions = questions.filter((each) => each.question !== answer.question);
  questions.unshift({ id: answer.id, question: answer.question, status: answer.status });
  questions.length = Math.min(questions.length, MOST);
  keep();
}

export function forget() {
  questions = [];
  keep();
}
