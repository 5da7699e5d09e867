// Measures what the browser has to fetch, gzipped, and fails when a budget is broken.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const out = join(import.meta.dirname, "../../../../target/ui");
const KB = 1000;
const BUDGETS = { first: 290 * KB, lazy: 80 * KB, editor: 150 * KB, css: 40 * KB, fonts: 120 * KB };

const manifestPath = join(out, ".vite/manifest.json");
if (!existsSync(manifestPath)) {
  console.error(`size: ${manifestPath} is missing (expected: a build first)`);
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(manifestPath, "utf8"));
const gz = (file) => gzipSync(readFileSync(join(out, file)), { level: 9 }).length;

/** A chunk and all that it imports at once. */
function closure(key, seen = new Set()) {
  if (!seen.has(key)) {
    seen.add(key);
    for (const next of manifest[key]?.imports ?? []) {
      closure(next, seen);
    }
  }
  return seen;
}
const sum = (keys) => [...keys].reduce((total, key) => total + gz(manifest[key].file), 0);

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const first = closure(entry);
const rows = [["first route", sum(first), BUDGETS.first]];
for (const key of Object.keys(manifest).filter((k) => manifest[k].isDynamicEntry)) {
  const isEditor = /editor/i.test(key);
  // The editor's route counts without the editor, which comes later and has a budget of its own.
  const own = [...closure(key)].filter((k) => !first.has(k));
  rows.push([key, sum(own), isEditor ? BUDGETS.editor : BUDGETS.lazy]);
}
const files = readdirSync(out, { recursive: true }).map(String);
const total = (pattern, size) => files.filter((f) => pattern.test(f)).reduce((all, f) => all + size(f), 0);
rows.push(["all CSS", total(/\.css$/, gz), BUDGETS.css]);
rows.push(["fonts", total(/\.woff2$/, (f) => readFileSync(join(out, f)).length), BUDGETS.fonts]);

const quiet = process.argv.includes("--quiet");
let broken = 0;
for (const [name, size, budget] of rows) {
  const over = size > budget;
  broken += over ? 1 : 0;
  if (quiet && !over) {
    continue;
  }
  console.log(
    `${over ? "OVER " : "ok   "} ${name.padEnd(44)} ${(size / KB).toFixed(1).padStart(6)} kB of ${budget / KB} kB`,
  );
}
process.exit(broken > 0 ? 1 : 0);
