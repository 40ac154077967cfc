// Libraries and servers for the checks; everything is gone at the end.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const sillok = process.env.SILLOK ?? path.join(root, "build/sillok");
const folders = [];
const servers = new Set();

export function folder(name) {
  const made = mkdtempSync(path.join(tmpdir(), `sillok-${name}-`));
  folders.push(made);
  return made;
}

export function run(...args) {
  const done = spawnSync(sillok, args, { encoding: "utf8" });
  if (done.status !== 0 && done.status !== 3) throw new Error(`sillok ${args.join(" ")}: ${done.stderr}`);
  return done.stdout;
}

// A server on a free port: { url, stop() }.
export async function serve(library) {
  const child = spawn(sillok, ["--library", library, "serve", "--listen", "127.0.0.1:0"], { stdio: ["ignore", "ignore", "pipe"] });
  servers.add(child);
  const url = await new Promise((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (data) => {
      said += data;
      const found = /(http:\/\/[^/\s]+)\//.exec(said);
      if (found) resolve(found[1]);
    });
    child.on("exit", () => reject(new Error(`sillok serve ended: ${said}`)));
  });
  const ended = new Promise((resolve) => child.on("exit", (code) => { servers.delete(child); resolve(code); }));
  return { url, stop: () => { child.kill("SIGTERM"); return ended; } };
}

export function clear() {
  for (const child of servers) child.kill("SIGKILL");
  for (const each of folders) rmSync(each, { recursive: true, force: true });
}
