// Opens every page of a running Tocsin in both themes at both widths, writes a picture of each, and fails when one
// breaks an accessibility rule, logs an error or can be scrolled sideways, or when a stop of the Tab key has no name
// or does not show that it has the focus.
// usage: npm run look -- [http://127.0.0.1:9090/] [directory] [page...]
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { hostname } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const base = process.argv[2] ?? "http://127.0.0.1:9090/";
const out = process.argv[3] ?? join(import.meta.dirname, "../../../../target/look");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const cpu = encodeURIComponent('sum by (mode) (rate(node_cpu_seconds_total{job="node"}[1m]))');

const buckets = encodeURIComponent("sum by (le) (rate(tocsin_http_request_duration_seconds_bucket[1m]))");
const wanted = process.argv.slice(4);

const ALL_PAGES = {
  home: "",
  "home-executive": "?view=executive",
  "home-wallboard": "?view=wallboard",
  hosts: "hosts",
  host: `hosts/${encodeURIComponent(process.env.LOOK_HOST ?? hostname())}`,
  explore: `explore?q=${cpu}&metric=node_cpu_seconds_total`,
  "explore-table": `explore?q=${cpu}&view=table`,
  "explore-explained": `explore?q=${cpu}&explain=A`,
  "explore-heat": `explore?q=${buckets}&view=heat`,
  "explore-empty": "explore",
  targets: "scrape-targets",
  "targets-setup": "scrape-targets?add=1",
  alerts: "alerting",
  "alerts-pending": "alerting?tab=pending",
  "alerts-rules": "alerting?tab=rules",
  "alerts-silences": "alerting?tab=silences&silence=new&match=severity%3D%22critical%22",
  "alerts-routing": "alerting?tab=routing&match=severity%3D%22critical%22",
  "alerts-outbox": "alerting?tab=outbox",
  "rule-new": "alerting/rules/new",
  "rule-promql": "alerting/rules/new?name=target_down&expr=up+%3D%3D+0",
};
const PAGES = Object.fromEntries(
  Object.entries(ALL_PAGES).filter(([name]) => wanted.length === 0 || wanted.includes(name)),
);
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SETTLE_MILLIS = 2500;
const MAX_STOPS = 90;
/** The query editor takes a moment to say that it has the focus. */
const FOCUS_MILLIS = 40;

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

/** What has the focus, in words, and what is wrong with it. */
function focused() {
  const at = document.activeElement;
  if (!at || at === document.body) {
    return undefined;
  }
  const labels = [...(at.labels ?? [])].map((label) => label.innerText).join(" ");
  const name = (at.getAttribute("aria-label") ?? labels + at.innerText + at.title).trim();
  const frame = at.closest(".inp") ?? at.closest("[data-active]") ?? at;
  const style = getComputedStyle(frame);
  const ring = style.outlineStyle !== "none" || style.boxShadow !== "none";
  const place = `${at.tagName.toLowerCase()} ${at.className}`.trim();
  return {
    name: name || place,
    fault: name === "" ? `no name: ${place}` : ring ? undefined : `no focus ring: ${name}`,
  };
}

/** Goes through the page by the Tab key alone. */
async function walk(page, name) {
  const seen = new Set();
  for (let stops = 0; stops < MAX_STOPS; stops++) {
    await page.keyboard.press("Tab");
    await page.waitForTimeout(FOCUS_MILLIS);
    const stop = await page.evaluate(focused);
    if (!stop) {
      return;
    }
    if (stop.fault && !seen.has(stop.fault)) {
      seen.add(stop.fault);
      fault(name, stop.fault);
    }
  }
  fault(name, `more than ${MAX_STOPS} stops of the Tab key`);
}

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
  if (viewport.width > 900 && colorScheme === "dark") {
    await walk(page, name);
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
