// Opens every page of a running Tocsin in both themes at both widths, writes a picture of each, and fails when one
// breaks an accessibility rule, logs an error or can be scrolled sideways.
// usage: npm run look -- [http://127.0.0.1:9090/] [directory]
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const base = process.argv[2] ?? "http://127.0.0.1:9090/";
const out = process.argv[3] ?? join(import.meta.dirname, "../../../../target/look");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const cpu = encodeURIComponent('sum by (mode) (rate(node_cpu_seconds_total{job="node"}[1m]))');

const PAGES = {
  home: "",
  explore: `explore?q=${cpu}&metric=node_cpu_seconds_total`,
  "explore-table": `explore?q=${cpu}&view=table`,
  "explore-empty": "explore",
  targets: "scrape-targets",
};
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SETTLE_MILLIS = 2500;

mkdirSync(out, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-sync",
  ],
});
let faults = 0;
const fault = (name, text) => {
  faults++;
  console.log(`${name}: ${text}`);
};

async function look(name, path, viewport, colorScheme) {
  const context = await browser.newContext({
    viewport,
    colorScheme,
    hasTouch: viewport.width < 900,
    timezoneId: "UTC",
  });
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && fault(name, message.text()));
  page.on("pageerror", (error) => fault(name, error.message));
  await page.goto(new URL(path, base).href);
  await page.waitForTimeout(SETTLE_MILLIS);
  await page.screenshot({ path: join(out, `${name}.png`) });
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (wide > 0) {
    fault(name, `scrolls sideways by ${wide} px`);
  }
  await page.evaluate(axe);
  const { violations } = await page.evaluate((rules) => window.axe.run({ runOnly: rules }), RULES);
  for (const { id, nodes } of violations) {
    fault(name, `${id} at ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  }
  await context.close();
}

for (const [page, path] of Object.entries(PAGES)) {
  for (const theme of ["dark", "light"]) {
    for (const size of SIZES) {
      await look(`${page}-${theme}-${size.width}`, path, size, theme);
    }
  }
}
await browser.close();
console.log(`${Object.keys(PAGES).length * 2 * SIZES.length} pictures in ${out}, ${faults} faults`);
process.exit(faults > 0 ? 1 : 0);
