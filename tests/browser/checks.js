// Counting and looking: check() runs one check and prints its line; page() opens a watched page.
import { chromium } from "playwright-core";

export const tally = { passed: 0, failed: 0 };

export async function check(name, look) {
  const began = Date.now();
  try {
    await look();
    tally.passed += 1;
    console.log(`ok     ${name} (${Date.now() - began} ms)`);
  } catch (problem) {
    tally.failed += 1;
    console.log(`not ok ${name}: ${problem.stack?.split("\n").slice(0, 4).join(" | ") ?? problem}`);
  }
}

export function expect(condition, what) {
  if (!condition) throw new Error(what);
}
export function same(found, wanted, what) {
  if (found !== wanted) throw new Error(`${what}: found ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`);
}

export async function launch() {
  const root = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--disable-background-networking", "--disable-component-update", "--no-first-run", ...(root ? ["--no-sandbox"] : [])],
  });
}

// A page that keeps account of whatever should not happen: requests that leave the server, breaches of
// its policy, errors on the console, dialogs.
export async function open(browser, url, options = {}) {
  const { allow = () => false, ...rest } = options;
  const context = await browser.newContext({ locale: "ko-KR", viewport: { width: 1280, height: 800 }, ...rest });
  const wrong = [];
  await context.addInitScript(() => {
    window.breaches = [];
    document.addEventListener("securitypolicyviolation", (event) => window.breaches.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  page.on("console", (message) => { if (["error", "warning"].includes(message.type()) && !allow(message.text())) wrong.push(`console: ${message.text()}`); });
  page.on("pageerror", (problem) => wrong.push(`error: ${problem.message}`));
  page.on("dialog", (dialog) => { wrong.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => { if (!request.url().startsWith(`${url}/`)) wrong.push(`request: ${request.url()}`); });
  page.on("popup", () => wrong.push("a window was opened"));
  await page.goto(`${url}/`);
  await page.waitForSelector("#question");
  return {
    page, context, wrong,
    // Nothing of that happened; ends the page.
    async close() {
      wrong.push(...(await page.evaluate(() => window.breaches)).map((each) => `policy: ${each}`));
      await context.close();
      expect(wrong.length === 0, wrong.join("; "));
    },
  };
}

export async function ask(page, question) {
  await page.fill("#question", question);
  await page.press("#question", "Enter");
  await page.waitForFunction((asked) => document.querySelector(".answer .question")?.textContent === asked || document.querySelector(".failure"), question);
}

// What is marked in the reader: the text of its marks, the quoted row where it is a table's, and whether
// the first mark is in sight and near the middle.
export async function marked(page) {
  await page.waitForSelector("#reader .blocks .cited mark");
  return page.evaluate(() => {
    const blocks = [...document.querySelectorAll("#reader .cited")];
    const frame = document.querySelector("#reader .text").getBoundingClientRect();
    const box = document.querySelector("#reader .cited mark").getBoundingClientRect();
    return {
      text: blocks.map((block) => block.querySelector(".quoted-row q")?.textContent ??
        [...block.querySelectorAll("mark")].map((each) => each.textContent).join("")).join("\n"),
      cells: [...document.querySelectorAll("#reader td mark, #reader th mark")].map((each) => each.textContent),
      inside: box.top >= frame.top && box.bottom <= frame.bottom && box.left >= frame.left && box.left <= frame.right,
      centred: Math.abs((box.top + box.bottom) / 2 - (frame.top + frame.bottom) / 2) < frame.height * 0.35,
    };
  });
}
