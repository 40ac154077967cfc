// The page in Chromium, from a question to its highlighted source, and whatever may go wrong on the way.
import { readFileSync, writeFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import OpenAI from "openai";
import { ask, check, expect, launch, marked, open, same, tally } from "./checks.js";
import { PAYLOADS, write_hostile } from "./hostile.js";
import { clear, folder, root, run, serve } from "./house.js";

const TRAVEL = "시내 교통비는 하루에 얼마까지 되나요?";
const UNKNOWN = "김치찌개는 어떻게 끓이나요?";

function question_set(count) {
  const lines = readFileSync(path.join(root, "examples/questions.jsonl"), "utf8").trim().split("\n");
  const answerable = lines.map((line) => JSON.parse(line)).filter((each) => each.answerable);
  return answerable.filter((_, i) => i % Math.ceil(answerable.length / count) === 0);
}

async function api(url, target, options) {
  const response = await fetch(url + target, options);
  return { status: response.status, headers: response.headers, json: await response.json() };
}

async function pure_functions() {
  const source = readFileSync(path.join(root, "web/highlight.js"), "utf8");
  const { range_in, cells_in, index_at_byte } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  await check("offsets: bytes become characters, emoji and Hangul included", () => {
    const text = "a가😀나";
    same([0, 1, 4, 8, 11, 99].map((bytes) => index_at_byte(text, bytes)).join(), "0,1,2,4,5,5", "indices");
    const block = { begin: 100, text: "앞말 시내교통비 뒷말" };
    const range = range_in(block, 107, "시내교통비");
    same(block.text.slice(range.start, range.end), "시내교통비", "slice");
    same(range_in(block, 10, "가"), null, "before the block");
    same(range_in(block, 500, "가"), null, "after the block");
  });
  await check("tables: a quoted line finds its row among alike ones, merged and split cells", () => {
    const cell = (row, column, text, rowspan = 1, colspan = 1) => ({ row, column, text, rowspan, colspan });
    const table = { rows: 4, columns: 3, cells: [
      cell(0, 0, "구분"), cell(0, 1, "직급"), cell(0, 2, "한도"),
      cell(1, 0, "숙박비", 3), cell(1, 1, "부장"), cell(1, 2, "10만원"),
      cell(2, 1, "과장"), cell(2, 2, "8만 원"), cell(3, 1, "과장"), cell(3, 2, "8만 원")] };
    const lines = ["구분: 숙박비 | 직급: 부장 | 한도: 10만원", "구분: 숙박비 | 직급: 과장 | 한도: 8만 원", "구분: 숙박비 | 직급: 과장 | 한도: 8만 원"];
    const block = { text: lines.join("\n"), table };
    const at = (n) => { const start = lines.slice(0, n).join("\n").length + (n ? 1 : 0); return { start, end: start + lines[n].length }; };
    same([...cells_in(block, at(0)).keys()].join(), "3,4,5", "first row");
    same([...cells_in(block, at(1)).keys()].join(), "3,6,7", "second row");
    same([...cells_in(block, at(2)).keys()].join(), "3,8,9", "third row, alike");
  });
}

async function asking(browser, url) {
  await check("a question is answered, its source opens at the exact quote, in sight", async () => {
    const { page, close } = await open(browser, url);
    const began = Date.now();
    await ask(page, TRAVEL);
    const seconds = (Date.now() - began) / 1000;
    const sentences = await page.locator(".sentence").allTextContents();
    expect(sentences.some((each) => each.includes("1일 20,000원")), `no answer in ${sentences}`);
    expect(seconds < 2, `took ${seconds} s`);
    await page.locator(".source").first().click();
    const mark = await marked(page);
    same(mark.text, sentences[0], "marked");
    expect(mark.inside && mark.centred, "the mark is not in the middle");
    expect((await page.textContent("#reader h2")).includes("여비규정"), "the document's title");
    expect((await page.textContent("#reader .place")).includes("제9조"), "the article");
    await close();
  });

  await check("every source of 16 example questions opens at its exact quote", async () => {
    const { page, close } = await open(browser, url);
    let sources = 0;
    let rows = 0;
    for (const { question } of question_set(16)) {
      await ask(page, question);
      const id = await page.evaluate(() => decodeURIComponent(location.hash.split("/")[2]));
      const { json: answer } = await api(url, `/api/answers/${id}`);
      const quotes = answer.sentences.flatMap((each) => each.citations.map((citation) => citation.quote));
      for (let i = 0; i < quotes.length; ++i) {
        await page.locator(`.source[data-source="${i}"]`).click();
        await page.waitForFunction((n) => document.querySelector("#reader")?.innerText.length && location.hash.endsWith(`/${n}`), i + 1);
        await page.waitForSelector(".edge");
        const mark = await marked(page);
        same(mark.text, quotes[i], question);
        expect(mark.inside, `out of sight: ${question}`);
        if (mark.cells.length > 0) {
          ++rows;
          for (const cell of mark.cells) expect(quotes[i].replace(/\s/g, "").includes(cell.replace(/\s/g, "")), `cell ${cell} of ${quotes[i]}`);
        }
        ++sources;
        await page.keyboard.press("Escape");
        await page.waitForSelector("#reader", { state: "hidden" });
      }
    }
    expect(sources >= 16 && rows >= 1, `${sources} sources, ${rows} table rows`);
    await close();
  });

  await check("what is not there is said to be not there, and the nearest places open", async () => {
    const { page, close } = await open(browser, url);
    await ask(page, UNKNOWN);
    same(await page.textContent(".verdict"), "문서에 없습니다.", "verdict");
    same(await page.locator(".sentence").count(), 0, "sentences");
    if (await page.locator(".source").count()) {
      await page.locator(".source").first().click();
      expect((await marked(page)).inside, "the nearest place is out of sight");
    }
    await close();
  });

  await check("why a passage was found: fetched when opened, told in Korean and English, for the nearest places too", async () => {
    const { page, close } = await open(browser, url);
    const fetched = [];
    page.on("request", (request) => { if (request.url().includes("/api/passages/")) fetched.push(request.url()); });
    await ask(page, TRAVEL);
    same(fetched.length, 0, "fetched before anyone asks");
    for (const [language, title] of [["ko", "왜 이 단락인가"], ["en", "Why this passage"]]) {
      await page.click(`.languages [lang=${language}]`);
      const reasons = page.locator(".reasons").first();
      same(await reasons.locator("summary").first().textContent(), title, "its name");
      await reasons.locator("summary").first().click();
      await reasons.locator("table").waitFor();
      const terms = await reasons.locator("tbody th").allTextContents();
      expect(terms.some((each) => each.includes("교통비")), `the words: ${terms}`);
      await reasons.locator("details summary").click();
      const features = await reasons.locator("dt").allTextContents();
      expect(features.length > 15, `the features: ${features}`);
      expect(features.every((each) => !each.includes("_")), `without a name in ${language}: ${features.filter((each) => each.includes("_"))}`);
      expect(await reasons.locator("dl").isVisible(), "what else was compared");
    }
    same(fetched.length, 2, "requests, one a language");
    await ask(page, UNKNOWN);
    const nearest = page.locator(".nearest .reasons");
    if (await nearest.count()) {
      await nearest.first().locator("summary").first().click();
      await nearest.first().locator(".meaning").waitFor();
    }
    await close();
  });

  await check("by keyboard alone: /, type, Enter, arrow, Enter, arrows between sources, Esc", async () => {
    const { page, close } = await open(browser, url);
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("/");
    same(await page.evaluate(() => document.activeElement.id), "question", "focus after /");
    await page.keyboard.type(TRAVEL);
    await page.keyboard.press("Enter");
    await page.waitForSelector(".answer");
    await page.keyboard.press("ArrowDown");
    same(await page.evaluate(() => document.activeElement.dataset.source), "0", "focus after the arrow");
    await page.keyboard.press("Enter");
    const first = (await marked(page)).text;
    if (await page.locator(".source").count() > 1) {
      await page.keyboard.press("ArrowRight");
      await page.waitForFunction(() => location.hash.endsWith("/2"));
      await page.waitForSelector(".edge");
      expect((await marked(page)).text !== first, "the next source");
    }
    await page.keyboard.press("Escape");
    await page.waitForSelector("#reader", { state: "hidden" });
    expect(await page.evaluate(() => document.activeElement.classList.contains("source")), "focus after Esc");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement !== document.body), "focus is lost");
    await close();
  });

  await check("Back closes the source, then goes to the question before; an address opens the same again", async () => {
    const { page, close } = await open(browser, url);
    await ask(page, UNKNOWN);
    await ask(page, TRAVEL);
    await page.locator(".source").first().click();
    await marked(page);
    const address = page.url();
    await page.goBack();
    await page.waitForSelector("#reader", { state: "hidden" });
    await page.goBack();
    await page.waitForSelector(".abstained");
    await page.goto("about:blank");
    await page.goto(address);
    await marked(page);
    expect((await page.locator(".history a").allTextContents()).includes(UNKNOWN), "history of the tab");
    await close();
  });
}

async function languages_and_screens(browser, url) {
  await check("English by the browser's language and by the switch, kept on reload", async () => {
    const english = await open(browser, url, { locale: "en-US" });
    same(await english.page.textContent("button.ask"), "Ask", "English browser");
    await english.close();
    const { page, close } = await open(browser, url);
    same(await page.textContent("button.ask"), "묻기", "Korean browser");
    await ask(page, TRAVEL);
    await page.click(".languages [lang=en]");
    same(await page.getAttribute("html", "lang"), "en", "lang");
    expect((await page.textContent(".confidence")).startsWith("Fit"), "the answer in English");
    expect((await page.locator(".sentence").first().textContent()).includes("20,000원"), "the quotation as it is");
    await page.reload();
    await page.waitForSelector(".answer");
    same(await page.textContent("button.ask"), "Ask", "after reload");
    await close();
  });

  await check("narrow screen: the source covers the page, holds the focus, and nothing is cut off", async () => {
    const { page, close } = await open(browser, url, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    await ask(page, TRAVEL);
    await page.locator(".source").first().tap();
    const mark = await marked(page);
    expect(mark.inside, "the mark is out of sight");
    const state = await page.evaluate(() => {
      const box = document.querySelector("#reader").getBoundingClientRect();
      return { full: box.width === innerWidth && box.height === innerHeight, inert: document.querySelector("main").inert,
        role: document.querySelector("#reader").getAttribute("role"), wide: document.documentElement.scrollWidth > innerWidth };
    });
    expect(state.full && state.inert && state.role === "dialog" && !state.wide, JSON.stringify(state));
    await page.tap("#reader .close");
    await page.waitForSelector("#reader", { state: "hidden" });
    expect(!(await page.evaluate(() => document.querySelector("main").inert)), "the page is free again");
    await close();
  });

  await check("text is readable: contrast of at least 4.5 in light and dark", async () => {
    for (const colorScheme of ["light", "dark"]) {
      const { page, close } = await open(browser, url, { colorScheme });
      await ask(page, TRAVEL);
      await page.locator(".reasons summary").first().click();
      await page.locator(".reasons details summary").first().click();
      await page.locator(".source").last().click();
      await marked(page);
      await page.waitForTimeout(400); // colours are in transition
      const poor = await page.evaluate(() => {
        const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
        const light = (layers) => {
          canvas.clearRect(0, 0, 1, 1);
          for (const layer of layers) { canvas.fillStyle = layer; canvas.fillRect(0, 0, 1, 1); }
          const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const found = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const element = node.parentElement;
          if (!node.data.trim() || !element.checkVisibility() || element.matches(".rule, option, :disabled")) continue;
          const layers = [];
          for (let up = element; up; up = up.parentElement) layers.unshift(getComputedStyle(up).backgroundColor);
          const [back, front] = [light(layers), light([getComputedStyle(element).color])];
          const ratio = (Math.max(back, front) + 0.05) / (Math.min(back, front) + 0.05);
          if (ratio < 4.5) found.push(`${element.className || element.tagName} ${ratio.toFixed(2)}`);
        }
        return [...new Set(found)];
      });
      expect(poor.length === 0, `${colorScheme}: ${poor.join(", ")}`);
      await close();
    }
  });

  await check("without motion where none is wanted; on paper the answer alone", async () => {
    const { page, close } = await open(browser, url, { reducedMotion: "reduce" });
    await ask(page, TRAVEL);
    same(await page.evaluate(() => document.getAnimations().length), 0, "animations");
    await page.emulateMedia({ media: "print" });
    expect(await page.isHidden("#ask") && await page.isVisible(".sentence") && await page.isVisible(".answer .question"), "print");
    await close();
  });
}

async function the_library(browser, url) {
  await check("the list of documents filters, and a document opens from it", async () => {
    const { page, close } = await open(browser, url);
    await page.click("#to-documents");
    await page.waitForSelector(".documents tbody tr");
    const { json } = await api(url, "/api/documents?limit=1000");
    same(await page.locator(".documents tbody tr").count(), Math.min(200, json.total), "rows");
    await page.fill(".filter", "휴가규정");
    await page.waitForFunction(() => document.querySelectorAll(".documents tbody tr").length < 5);
    await page.locator(".documents .link").first().click();
    await page.waitForSelector("#reader .block");
    expect((await page.textContent("#reader .text")).includes("제1조"), "its text");
    same(await page.locator("#reader mark").count(), 0, "nothing is marked");
    await page.fill(".filter", "없는 이름 zzz");
    await page.waitForSelector(".library .why:not([hidden])");
    await close();
  });

  await check("copied: the quotation with its source", async () => {
    const { page, context, close } = await open(browser, url);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await ask(page, TRAVEL);
    const sentence = await page.locator(".sentence").first().textContent();
    await page.locator(".source").first().click();
    await marked(page);
    await page.click("#copy-citation");
    await page.waitForSelector("#announcement.shown");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.includes(`“${sentence}”`) && copied.includes("제9조"), copied);
    await close();
  });

  await check("an empty library says how to fill it", async () => {
    const empty = await serve(path.join(folder("empty"), "library"));
    const { page, close } = await open(browser, empty.url);
    await page.waitForSelector(".empty");
    expect((await page.textContent(".empty")).includes("sillok add"), "the command");
    await close();
    same(await empty.stop(), 0, "exit status");
  });

  await check("a server that is gone: a message with its remedy, and again when it is back", async () => {
    const library = folder("gone");
    run("--library", library, "add", path.join(root, "examples/documents/휴가규정.md"));
    const server = await serve(library);
    const { page, close } = await open(browser, server.url, { allow: (text) => text.includes("ERR_CONNECTION_REFUSED") });
    await server.stop();
    await page.fill("#question", "연차휴가는 며칠인가요?");
    await page.press("#question", "Enter");
    await page.waitForSelector(".failure .choice");
    expect((await page.textContent(".failure")).includes("sillok serve"), "the remedy");
    await close();
  });

  await check("a document of 50,000 paragraphs opens at its middle within two seconds, and scrolls on", async () => {
    const files = folder("large");
    const text = Array.from({ length: 50000 }, (_, i) => (i === 31234 ? "제31234조(특별수당) 심해잠수수당은 1회 77,000원으로 한다." : `${i}번째 단락은 이것저것을 적은 글이다.`));
    writeFileSync(path.join(files, "large.txt"), text.join("\n\n"));
    const library = folder("large-library");
    run("--library", library, "add", files);
    const server = await serve(library);
    const { page, close } = await open(browser, server.url);
    await ask(page, "심해잠수수당은 얼마인가요?");
    const began = Date.now();
    await page.locator(".source").first().click();
    const mark = await marked(page);
    const took = Date.now() - began;
    expect(mark.text.includes("77,000원") && mark.inside, mark.text);
    expect(took < 2000, `took ${took} ms`);
    const ends = async () => page.evaluate(() => [...document.querySelectorAll("#reader .block")].map((each) => Number(each.dataset.index)).filter((_, i, all) => i === 0 || i === all.length - 1));
    const before = await ends();
    for (const edge of ["top", "bottom"]) {
      await page.evaluate((to) => { const text_ = document.querySelector("#reader .text"); text_.scrollTop = to === "top" ? 0 : text_.scrollHeight; }, edge);
      await page.waitForTimeout(500);
    }
    const after = await ends();
    expect(after[0] < before[0] && after[1] > before[1], `${before} → ${after}`);
    const indices = await page.evaluate(() => [...document.querySelectorAll("#reader .block")].map((each) => Number(each.dataset.index)));
    expect(indices.every((each, i) => i === 0 || each === indices[i - 1] + 1), "blocks in order, each once");
    await close();
    await server.stop();
  });
}

async function hostile_documents(browser) {
  const files = folder("hostile");
  write_hostile(files);
  const library = folder("hostile-library");
  run("--library", library, "add", files);
  const server = await serve(library);
  const { json } = await api(server.url, "/api/documents?limit=1000");
  await check(`script in names, titles, text and cells stays text (${json.total} documents)`, async () => {
    const { page, close } = await open(browser, server.url);
    expect(json.total >= PAYLOADS.length + 2, `${json.total} documents`);
    await page.click("#to-documents");
    await page.waitForSelector(".documents tbody tr");
    const listed = await page.textContent(".documents");
    for (const payload of PAYLOADS) expect(listed.includes(payload), `listed: ${payload}`);
    for (const each of json.documents) {
      await page.evaluate((id) => { location.hash = `#/documents/${encodeURIComponent(id)}`; }, each.id);
      await page.waitForFunction((title) => document.querySelector("#reader h2")?.textContent === title && document.querySelector("#reader .block"), each.title);
    }
    await page.click("#reader .close");
    await page.waitForSelector("#reader", { state: "hidden" });
    await page.keyboard.press("/");
    await page.waitForSelector("#question:focus");
    let opened = 0;
    for (let i = 0; i < PAYLOADS.length; ++i) {
      const about = i % 2 ? `독성번호${i}의 한도는 얼마인가요?` : `표번호${i}의 한도는 몇 회인가요?`;
      for (const question of [about, PAYLOADS[i]]) {
        await ask(page, question);
        if (await page.locator(".source").count() === 0) continue;
        await page.locator(".source").first().click();
        await marked(page);
        ++opened;
        await page.keyboard.press("Escape");
        await page.waitForSelector("#reader", { state: "hidden" });
      }
    }
    expect(opened >= PAYLOADS.length, `${opened} sources opened`);
    same(await page.evaluate(() => window.broken), undefined, "a script ran");
    same(await page.locator("main script, main img, main iframe, #reader script, #reader img, #reader svg, #reader iframe, base, link[href*=evil]").count(), 0, "elements from documents");
    await close();
  });
  await server.stop();
}

async function strangers(browser, url) {
  const other = http.createServer((_, response) => { response.setHeader("Content-Type", "text/html"); response.end("<!doctype html><title>other</title>"); });
  await new Promise((resolve) => { other.listen(0, "127.0.0.1", resolve); });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${other.address().port}/`);
  await check("another site's page can neither ask, nor read, nor frame", async () => {
    const tries = await page.evaluate(async (to) => {
      const attempt = async (target, options) => { try { const reply = await fetch(to + target, options); return `${reply.status} ${reply.type}`; } catch { return "refused"; } };
      const frame = document.createElement("iframe");
      frame.src = `${to}/`;
      document.body.append(frame);
      await new Promise((done) => { frame.onload = done; setTimeout(done, 1500); });
      let framed;
      try { framed = frame.contentDocument?.title ?? "hidden"; } catch { framed = "hidden"; }
      return {
        read: await attempt("/api/documents"), ask: await attempt("/api/ask", { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" }),
        simple: await attempt("/api/ask", { method: "POST", mode: "no-cors", body: "{\"question\":\"x\"}" }), framed,
      };
    }, url);
    same(tries.read, "refused", "read");
    same(tries.ask, "refused", "ask");
    expect(tries.simple === "refused" || tries.simple.endsWith("opaque"), tries.simple);
    expect(tries.framed !== "실록", "framed");
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(/route="none",status="400"/.test(metrics), "the server refused them");
  });
  await context.close();
  other.close();
}

async function openai_client(url) {
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: "none", maxRetries: 0 });
  const messages = [{ role: "user", content: TRAVEL }];
  await check("OpenAI's client: an answer", async () => {
    const completion = await client.chat.completions.create({ model: "sillok", messages });
    expect(completion.choices[0].message.content.includes("20,000원"), completion.choices[0].message.content);
    same(completion.choices[0].finish_reason, "stop", "finish_reason");
    expect(completion.sillok.sentences[0].citations[0].quote.length > 0, "citations ride along");
  });
  await check("OpenAI's client: a stream, and its own putting together", async () => {
    let text = "";
    let last = null;
    for await (const chunk of await client.chat.completions.create({ model: "sillok", messages, stream: true })) {
      text += chunk.choices[0]?.delta?.content ?? "";
      if (chunk.choices[0]?.finish_reason) last = chunk;
    }
    same(text, last.sillok.text, "the sentences together");
    const final = await client.chat.completions.stream({ model: "sillok", messages }).finalChatCompletion();
    same(final.choices[0].message.content, text, "stream helper");
  });
  await check("OpenAI's client: models and errors", async () => {
    const names = [];
    for await (const model of client.models.list()) names.push(model.id);
    expect(names.includes("sillok"), names.join());
    same((await client.models.retrieve("sillok:default")).id, "sillok:default", "retrieve");
    const failed = async (call, status) => { try { await call(); } catch (problem) { same(problem.status, status, problem.message); return; } throw new Error("no error"); };
    await failed(() => client.chat.completions.create({ model: "gpt-4", messages }), 404);
    await failed(() => client.chat.completions.create({ model: "sillok", messages: [] }), 400);
    await failed(() => client.embeddings.create({ model: "sillok", input: "x" }), 501);
  });
}

async function screenshot(browser, url) {
  const { page, close } = await open(browser, url);
  await page.setViewportSize({ width: 1280, height: 960 });
  await ask(page, TRAVEL);
  await page.locator(".source").first().click();
  await marked(page);
  await page.waitForTimeout(500);
  await page.screenshot({ path: path.join(root, "docs/images/page.png") });
  await close();
}

let browser = null;
try {
  browser = await launch();
  const library = folder("examples");
  run("--library", library, "add", path.join(root, "examples/documents"));
  const server = await serve(library);
  await pure_functions();
  await asking(browser, server.url);
  await languages_and_screens(browser, server.url);
  await the_library(browser, server.url);
  await hostile_documents(browser);
  await strangers(browser, server.url);
  await openai_client(server.url);
  if (process.argv.includes("--screenshot")) await screenshot(browser, server.url);
  await check("the server ends on SIGTERM with status 0", async () => same(await server.stop(), 0, "status"));
} catch (problem) {
  console.error(problem);
  tally.failed += 1;
} finally {
  await browser?.close();
  clear();
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed === 0 ? 0 : 1);
