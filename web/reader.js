// The document beside the answer: opens at the cited place and loads more of it as one scrolls.
import * as api from "/page/api.js";
import { render_block } from "/page/blocks.js";
import { citation_text, copy } from "/page/clipboard.js";
import { el, replace } from "/page/dom.js";
import { day, place_label, words } from "/page/words.js";

const BLOCKS = 80; // a window: a few screens, so that the place opens at once

export class Reader {
  // on_close(): asked to close; on_step(by): asked for the next (1) or the previous (-1) source.
  constructor({ on_close, on_step }) {
    this.on_close = on_close;
    this.on_step = on_step;
    this.element = el("aside", { id: "reader", tabindex: "-1", hidden: true });
    this.turn = 0; // of the latest open(): replies to earlier ones come too late
    this.source = null;
    this.more = new IntersectionObserver((seen) => this.load_more(seen), { rootMargin: "600px 0px" });
  }

  get is_open() {
    return !this.element.hidden;
  }

  // source: { document, title, file, place, quote, begin, near? }; quote may be empty; near: it was not
  // quoted, only comes nearest. at/count: which of the answer's sources it is; count 0: none of them.
  async open(source, at, count) {
    const turn = ++this.turn;
    this.source = source;
    this.element.hidden = false;
    this.element.setAttribute("aria-label", words.reader);
    this.text = el("div", { class: "text", lang: "ko" }, el("p", { class: "wait", role: "status" }, words.loading));
    replace(this.element, this.head(source, null, at, count), this.text);
    this.element.focus({ preventScroll: true });
    try {
      const window_ = source.quote ? { around: source.begin, blocks: BLOCKS } : { from: 0, blocks: BLOCKS };
      const reply = await api.document_(source.document, window_);
      if (turn !== this.turn) return;
      this.show(source, reply, at, count);
    } catch (problem) {
      if (turn !== this.turn) return;
      replace(
        this.text,
        el("p", { class: "problem", role: "alert" }, words.failures[problem.code] ?? words.failures.internal),
        el("button", { type: "button", class: "plain", onclick: () => this.open(source, at, count) }, words.retry),
      );
    }
  }

  close() {
    ++this.turn;
    this.more.disconnect();
    this.element.hidden = true;
    this.element.replaceChildren();
    this.source = null;
  }

  head(source, document_, at, count) {
    const title = document_?.title || source.title;
    const place = place_label(source.place, title);
    const facts = [document_?.file ?? source.file];
    if (document_) {
      facts.push(document_.format.toUpperCase(), words.version(document_.version), day(document_.updated));
    }
    const notes = document_?.warnings ?? [];
    return el(
      "header",
      {},
      el("div", { class: "bar" },
        count > 1
          ? el("div", { class: "steps" },
              this.step(-1, "↑", words.previous_source, at > 0),
              el("span", { class: "at" }, words.source_of(at + 1, count)),
              this.step(1, "↓", words.next_source, at + 1 < count))
          : el("span", { class: "at" }, words.reader),
        el("div", { class: "actions" },
          source.quote && !source.near
            ? el("button", { type: "button", class: "plain", id: "copy-citation", onclick: () => copy(citation_text(source)) },
                words.copy_citation)
            : null,
          el("button", { type: "button", class: "plain close", onclick: this.on_close, "aria-keyshortcuts": "Escape" },
            words.close))),
      el("h2", {}, title),
      place ? el("p", { class: "place" }, place) : null,
      el("p", { class: "facts" }, words.joined(facts.filter((each) => each && each !== title))),
      notes.length > 0
        ? el("details", { class: "notes" }, el("summary", {}, words.read_notice(notes.length)),
            el("ul", {}, notes.map((each) => el("li", {}, each))))
        : null,
    );
  }

  step(by, sign, label, possible) {
    return el("button",
      { type: "button", class: "plain step", "aria-label": label, title: label, disabled: !possible, onclick: () => this.on_step(by) },
      sign);
  }

  show(source, reply, at, count) {
    this.document = reply;
    this.first = reply.first;
    this.end = reply.first + reply.blocks.length;
    this.page = 0;
    const head = this.head(source, reply, at, count);
    this.blocks = el("div", { class: "blocks" }, this.render(reply.blocks, reply.first));
    this.above = el("div", { class: "edge" });
    this.below = el("div", { class: "edge" });
    replace(this.text, this.above, this.blocks, this.below);
    this.element.firstElementChild.replaceWith(head);
    const mark = this.blocks.querySelector("mark");
    if (source.quote && !mark) {
      this.text.prepend(el("p", { class: "problem moved", role: "alert" }, words.moved));
    }
    this.text.classList.toggle("near", source.near === true);
    this.text.scrollTop = 0;
    if (mark) this.centre(mark);
    this.more.disconnect();
    this.more.observe(this.above);
    this.more.observe(this.below);
  }

  // scrollIntoView would scroll the page as well.
  centre(mark) {
    const box = mark.getBoundingClientRect();
    const frame = this.text.getBoundingClientRect();
    const spare = Math.max(0, (frame.height - box.height) / 2);
    this.text.scrollTop += box.top - frame.top - Math.min(spare, frame.height * 0.4);
  }

  // Elements of blocks, with a line where a page begins.
  render(blocks, first) {
    const elements = [];
    let page = first > 0 ? (blocks[0]?.page ?? 0) : 0;
    blocks.forEach((block, i) => {
      if (block.page && block.page !== page) {
        page = block.page;
        elements.push(el("div", { class: "page", role: "separator", "aria-label": words.page(page) }, words.page(page)));
      }
      elements.push(render_block(block, first + i, this.source.quote ? this.source : null));
    });
    return elements;
  }

  async load_more(seen) {
    const turn = this.turn;
    for (const edge of seen) {
      if (!edge.isIntersecting || this.loading) continue;
      const upwards = edge.target === this.above;
      if (upwards ? this.first === 0 : this.end >= this.document.total) continue;
      const window_ = upwards ? { before: this.first, blocks: BLOCKS } : { from: this.end, blocks: BLOCKS };
      this.loading = true;
      try {
        const reply = await api.document_(this.source.document, window_);
        if (turn !== this.turn) return;
        this.extend(reply, upwards);
      } catch {
        // What is there stays readable; scrolling on asks again.
      } finally {
        this.loading = false;
      }
      if (turn !== this.turn) return;
      // Observing anew reports again when the edge is still in sight.
      this.more.unobserve(edge.target);
      this.more.observe(edge.target);
    }
  }

  extend(reply, upwards) {
    const elements = this.render(reply.blocks, reply.first);
    if (upwards) {
      const height = this.text.scrollHeight;
      this.blocks.prepend(...elements);
      this.text.scrollTop += this.text.scrollHeight - height;
      this.first = reply.first;
    } else {
      this.blocks.append(...elements);
      this.end = reply.first + reply.blocks.length;
    }
  }
}
