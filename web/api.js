// The server, as functions. Each gives the reply's JSON or throws a Failure.

export class Failure extends Error {
  // code: the server's ("not_found", "too_large", …), or "unreachable" when there was no reply.
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    throw new Failure("unreachable", String(problem.message));
  }
  let body = null;
  try {
    body = await response.json();
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    throw new Failure("internal", `HTTP ${response.status}`);
  }
  if (!response.ok) throw new Failure(body.error?.code ?? "internal", body.error?.message ?? "");
  return body;
}

export function ask(question, collection, signal) {
  const body = collection ? { question, collection } : { question };
  return call("/api/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
}

export const answer = (id) => call(`/api/answers/${encodeURIComponent(id)}`);
export const passage = (id) => call(`/api/passages/${encodeURIComponent(id)}`);
// Why the passage was found for the question, asked in this collection ("": all).
export function reasons(id, question, collection) {
  const about = new URLSearchParams(collection ? { q: question, collection } : { q: question });
  return call(`/api/passages/${encodeURIComponent(id)}?${about}`);
}

export const collections = () => call("/api/collections");

export function documents({ from = 0, limit = 200, name = "" } = {}) {
  return call(`/api/documents?${new URLSearchParams({ from, limit, name })}`);
}

// Blocks around a byte of the text ({ around, blocks }), from one on ({ from, blocks }), or before one
// ({ before, blocks }). Fewer than asked for come where they are large.
export function document_(id, window) {
  return call(`/api/documents/${encodeURIComponent(id)}?${new URLSearchParams(window)}`);
}
