// Elements. Text enters the page through here and only as text: nothing is ever parsed as markup.

// el("p", { class: "note", onclick: f }, "text", child, null): attributes whose value is null or
// false are left out, names that begin with "on" are listeners, children that are null are skipped.
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(element, child);
    else element.append(child); // a string becomes a text node
  }
}

export function replace(element, ...children) {
  element.replaceChildren();
  append(element, children);
}
