// Measures boards in a browser against a running Tocsin that scrapes its own host: how long until a board of 30 panels is
// drawn and answers, and how long 300 series of 1,000 points take from the last byte of their answer to the picture.
// It saves two boards and deletes them again. docs/benchmarks.md has the results.
// usage: npm run bench:board -- [http://127.0.0.1:9090/] [runs]
import { cpus } from "node:os";
import { chromium } from "playwright-core";

const base = process.argv[2] ?? "http://127.0.0.1:9090/";
const runs = Number(process.argv[3] ?? 7);
const PANELS = 30;
const SERIES = 300;
const POINTS = 1000;
const STEP_SECONDS = 15;
/** So high that all 30 panels are in sight: panels out of sight are not asked for. */
const SIZE = { width: 1440, height: 2600 };
const LIMIT_MILLIS = 20_000;

/** A panel's two queries, of what every host has. */
const QUERIES = [
  ["rate(node_cpu_seconds_total[1m])", "node_load1"],
  ["node_memory_MemAvailable_bytes", "node_memory_MemTotal_bytes"],
  ["rate(node_disk_read_bytes_total[1m])", "rate(node_disk_written_bytes_total[1m])"],
  ["rate(node_network_receive_bytes_total[1m])", "rate(node_network_transmit_bytes_total[1m])"],
  ["rate(process_cpu_seconds_total[1m])", "process_resident_memory_bytes"],
  ["node_filesystem_avail_bytes", "node_filesystem_size_bytes"],
];

const query = (ref, expr) => ({ ref, expr });
const panel = (id, grid, queries) => ({ id, kind: "timeseries", title: `Panel ${id}`, grid, queries });

/** 30 panels, five in a row. */
function many() {
  const panels = [];
  for (let i = 0; i < PANELS; i++) {
    const [a, b] = QUERIES[i % QUERIES.length];
    // no two panels ask the same
    const offset = ` offset ${i + 1}s`;
    const shift = (text) => (text.includes("[1m]") ? text.replace("[1m]", `[1m]${offset}`) : text + offset);
    const grid = { x: (i % 5) * 4, y: Math.floor(i / 5) * 8, w: 4, h: 8 };
    panels.push(panel(i + 1, grid, [query("A", shift(a)), query("B", shift(b))]));
  }
  return {
    dashboard: 1,
    uid: "bench-many",
    title: "Bench: 30 panels",
    time: { from: "now-30m", to: "now" },
    panels,
  };
}

/** One panel of series that need no data: each is a function of the time. */
function wide() {
  const terms = [];
  for (let i = 0; i < SERIES; i++) {
    terms.push(`label_replace(vector(sin(time() / ${100 + i}) + ${i}), "i", "${i}", "", "")`);
  }
  const queries = [{ ...query("A", terms.join(" or ")), interval: `${STEP_SECONDS}s`, legend: "{{i}}" }];
  const from = `now-${((POINTS - 1) * STEP_SECONDS) / 60}m`;
  const panels = [{ ...panel(1, { x: 0, y: 0, w: 24, h: 20 }, queries), maxDataPoints: POINTS }];
  return { dashboard: 1, uid: "bench-wide", title: "Bench: 300 series", time: { from, to: "now" }, panels };
}

async function ask(method, path, body) {
  const headers = body ? { "Content-Type": "application/json" } : {};
  const response = await fetch(new URL(path, base), { method, headers, body: body && JSON.stringify(body) });
  if (!response.ok && response.status !== 404) {
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }
}

async function withBoard(dashboard, use) {
  await ask("DELETE", `api/v1/dashboards/${dashboard.uid}`);
  await ask("POST", "api/v1/dashboards/import?save=true&overwrite=true", dashboard);
  try {
    return await use(`dashboards/${dashboard.uid}`);
  } finally {
    await ask("DELETE", `api/v1/dashboards/${dashboard.uid}`);
  }
}

/** In the page, before anything else: notes when so many panels are drawn, and when the page is idle after that. */
function watch(panels) {
  const marks = { drawn: 0, idle: 0, batch: 0 };
  window.boardBench = marks;
  const look = () => {
    if (
      marks.drawn === 0 &&
      document.querySelectorAll('[data-panel][data-state="drawn"] canvas').length >= panels
    ) {
      requestAnimationFrame(() => {
        marks.drawn = performance.now();
        const batches = performance
          .getEntriesByType("resource")
          .filter((one) => one.name.includes("api/ui/batch"));
        marks.batch = Math.max(0, ...batches.map((one) => one.responseEnd));
        requestIdleCallback(() => {
          marks.idle = performance.now();
        });
      });
    } else if (marks.drawn === 0) {
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);
}

async function visits(browser, path, panels) {
  const context = await browser.newContext({ viewport: SIZE });
  const found = [];
  for (let run = 0; run <= runs; run++) {
    const page = await context.newPage();
    await page.addInitScript(watch, panels);
    await page.goto(new URL(path, base).href, { waitUntil: "commit" });
    await page.waitForFunction(() => window.boardBench.idle > 0, undefined, { timeout: LIMIT_MILLIS });
    found.push(await page.evaluate(() => window.boardBench));
    await page.close();
  }
  await context.close();
  return { first: found[0], later: found.slice(1) };
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const millis = (value) => `${Math.round(value)} ms`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
});
try {
  console.log(`${cpus().length} processors, ${await browser.version()}, median of ${runs}`);
  await withBoard(many(), async (path) => {
    const { first, later } = await visits(browser, path, PANELS);
    console.log(`30 panels, 60 queries, interactive: ${millis(median(later.map((one) => one.idle)))}`);
    console.log(`30 panels, nothing in the browser's cache: ${millis(first.idle)}`);
  });
  await withBoard(wide(), async (path) => {
    const { later } = await visits(browser, path, 1);
    const drawn = median(later.map((one) => one.drawn - one.batch));
    console.log(`300 series x 1,000 points, from the answer's last byte to the picture: ${millis(drawn)}`);
  });
} finally {
  await browser.close();
}
