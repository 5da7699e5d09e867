// A person's way through the pages of a running server: prints a line per step, exits 1 at the first that fails.
// usage: node journey.mjs URL UI_DIRECTORY PICTURES_DIRECTORY
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [base, ui, out] = process.argv.slice(2);
const { chromium } = createRequire(join(ui, "package.json"))("playwright-core");
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const STEP_MILLIS = 10_000;
const QUERY = "sum by (mode) (rate(node_cpu_seconds_total[1m]))";

mkdirSync(out, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"],
});
const complaints = [];

async function open(viewport, colorScheme) {
  const context = await browser.newContext({
    viewport,
    colorScheme,
    hasTouch: viewport.width < 900,
    timezoneId: "UTC",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(STEP_MILLIS);
  page.on("console", (message) => {
    if (message.type() === "error" || /content.security.policy/i.test(message.text())) {
      complaints.push(`console: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => {
    // A query that a newer one replaces is cancelled on purpose.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") {
      complaints.push(`request: ${request.url()} ${request.failure()?.errorText}`);
    }
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  return { context, page };
}

/** Canvases whose pixels are not all of one grey: axes and grid are grey, data has a colour. */
function countDrawn(page) {
  return page.evaluate(() => {
    const coloured = (canvas) => {
      if (canvas.width === 0 || canvas.height === 0) return 0;
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let i = 0; i < data.length; i += 4) {
        const [r, g, b, a] = data.slice(i, i + 4);
        if (a > 60 && Math.max(r, g, b) - Math.min(r, g, b) > 40) count++;
      }
      return count;
    };
    return [...document.querySelectorAll("canvas")].filter((canvas) => coloured(canvas) > 20).length;
  });
}

async function drawn(page, atLeast) {
  const end = Date.now() + STEP_MILLIS;
  let count = 0;
  while (Date.now() < end) {
    count = await countDrawn(page);
    if (count >= atLeast) return count;
    await page.waitForTimeout(200);
  }
  throw new Error(`${count} charts have lines (expected: at least ${atLeast})`);
}

async function notSideways(page) {
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(wide <= 0, `the page scrolls sideways by ${wide} px`);
}

const picture = (page, name) => page.screenshot({ path: join(out, `${name}.png`) });
const step = (text) => console.log(`  ${text}`);

async function home(page, name) {
  await page.goto(base);
  const heading = page.getByRole("heading", { level: 1 }).filter({ hasNotText: "Looking around" });
  await heading.filter({ hasText: /\w/ }).waitFor();
  const verdict = (await heading.innerText()).trim();
  assert.ok(!/does not answer|down|failing/i.test(verdict), `verdict: ${verdict}`);
  const figures = page.locator(".tile");
  await figures.nth(4).waitFor();
  await notSideways(page);
  await picture(page, name);
  step(`${name}: "${verdict}", ${await figures.count()} figures`);
  await page.locator('a[href*="/hosts/"]').first().click();
  await page.waitForURL(/\/hosts\//);
  const charts = await drawn(page, 3);
  await notSideways(page);
  await picture(page, `${name}-host`);
  step(`${name}-host: ${charts} charts with lines`);
}

const editor = (page) => page.locator(".cm-content");

async function exploreByKeyboard(page) {
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await page.waitForURL(/\/explore/);
  await editor(page).waitFor();
  // Only the keyboard: the long list of metrics is one stop on the way.
  const focused = () => editor(page).evaluate((e) => e === document.activeElement);
  for (let i = 0; i < 30 && !(await focused()); i++) {
    await page.keyboard.press("Tab");
  }
  assert.ok(await focused(), "Tab reaches the query");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("q");
  assert.ok(await focused(), "q jumps to the query");
  await page.keyboard.type("sum by (mode) (rate(node_cpu_sec", { delay: 15 });
  const choices = page.locator(".cm-tooltip-autocomplete li");
  await choices.filter({ hasText: "node_cpu_seconds_total" }).first().waitFor();
  await picture(page, "explore-completion-dark");
  step(`completion offers ${await choices.count()} names`);
  await page.waitForTimeout(150); // CodeMirror ignores keys for a moment, against a slip
  await page.keyboard.press("Enter");
  await page.keyboard.type("[1m");
  await page.keyboard.press("Escape");
  await page.keyboard.press("End");
  assert.equal((await editor(page).innerText()).trim(), QUERY);
  await page.keyboard.press("Shift+Enter");
  await page.waitForURL((url) => url.searchParams.get("q") === QUERY);
  await page.getByText(/\d+ series/).first().waitFor();
  await drawn(page, 1);
  await picture(page, "explore-dark");
  step("typed with completion, ran, lines are drawn");
}

async function tableAndDeepLink(page) {
  await page.getByRole("button", { name: "Table", exact: true }).click();
  const cells = page.getByRole("cell", { name: "idle", exact: true });
  await cells.first().waitFor();
  assert.match(page.url(), /view=table/);
  await picture(page, "explore-table-dark");
  const url = page.url();
  await page.reload();
  await cells.first().waitFor();
  assert.equal(page.url(), url);
  assert.equal((await editor(page).innerText()).trim(), QUERY);
  step("the table, and the same after a reload of its link");
}

async function targets(page, name) {
  await page.keyboard.press("Escape");
  await page.goto(new URL("scrape-targets", base).href);
  for (const pool of ["node", "tocsin"]) {
    const panel = page.getByRole("region", { name: `Pool ${pool}` });
    await panel.getByText("1 of 1 up").waitFor();
  }
  await notSideways(page);
  await picture(page, name);
  step(`${name}: node and tocsin are up`);
}

async function explore(page, name) {
  await page.goto(new URL(`explore?q=${encodeURIComponent(QUERY)}`, base).href);
  await drawn(page, 1);
  await notSideways(page);
  await picture(page, name);
  step(`${name}: lines are drawn`);
}

async function themeOf(page) {
  return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}

try {
  const dark = await open(WIDE, "dark");
  await home(dark.page, "home-dark");
  const darkBackground = await themeOf(dark.page);
  await exploreByKeyboard(dark.page);
  await tableAndDeepLink(dark.page);
  await targets(dark.page, "targets-dark");
  await dark.context.close();

  const light = await open(WIDE, "light");
  await home(light.page, "home-light");
  assert.notEqual(await themeOf(light.page), darkBackground, "light looks like dark");
  await explore(light.page, "explore-light");
  await targets(light.page, "targets-light");
  await light.context.close();

  const phone = await open(PHONE, "dark");
  await home(phone.page, "phone-home-dark");
  await explore(phone.page, "phone-explore-dark");
  await targets(phone.page, "phone-targets-dark");
  await phone.context.close();
  assert.deepEqual(complaints, []);
  step("no console error, no failed request, no policy violation");
} catch (error) {
  console.log(`  failed: ${error.message}`);
  for (const { pages } of browser.contexts().map((context) => ({ pages: context.pages() }))) {
    for (const page of pages) {
      await picture(page, "failed").catch(() => undefined);
      console.log(`  at ${page.url()}, see failed.png`);
    }
  }
  complaints.forEach((complaint) => console.log(`  ${complaint}`));
  process.exitCode = 1;
} finally {
  await browser.close();
}
