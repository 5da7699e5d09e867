// What the journeys share: a browser, a page that reports every complaint, charts with lines, pictures, steps.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

export const WIDE = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };
const STEP_MILLIS = 10_000;

export const step = (text) => console.log(`  ${text}`);

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

/** Waits until so many charts have lines; returns how many have. */
export async function drawn(page, atLeast) {
  const end = Date.now() + STEP_MILLIS;
  let count = 0;
  while (Date.now() < end) {
    count = await countDrawn(page);
    if (count >= atLeast) return count;
    await page.waitForTimeout(200);
  }
  throw new Error(`${count} charts have lines (expected: at least ${atLeast})`);
}

export async function notSideways(page) {
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(wide <= 0, `the page scrolls sideways by ${wide} px`);
}

/**
 * Runs a journey: `go` gets `open(viewport, theme)` and `picture(page, name)`. The first failed step ends it with a
 * picture of every page and exit 1; so does any complaint of a page that `excused` does not take.
 */
export async function journey({ ui, out, excused = () => false }, go) {
  const { chromium } = createRequire(join(ui, "package.json"))("playwright-core");
  mkdirSync(out, { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"],
  });
  const complaints = [];
  const complain = (text) => excused(text) || complaints.push(text);

  async function open(viewport, colorScheme, more = {}) {
    const context = await browser.newContext({
      viewport,
      colorScheme,
      hasTouch: viewport.width < 900,
      timezoneId: "UTC",
      ...more,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(STEP_MILLIS);
    page.on("console", (message) => {
      if (message.type() === "error" || /content.security.policy/i.test(message.text())) {
        complain(`console: ${message.text()} ${message.location().url}`);
      }
    });
    page.on("pageerror", (error) => complain(`error: ${error.message}`));
    page.on("requestfailed", (request) => {
      // A query that a newer one replaces is cancelled on purpose.
      if (request.failure()?.errorText !== "net::ERR_ABORTED") {
        complain(`request: ${request.url()} ${request.failure()?.errorText}`);
      }
    });
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) =>
        console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI}`),
      );
    });
    return { context, page };
  }

  const picture = (page, name) => page.screenshot({ path: join(out, `${name}.png`) });
  try {
    await go({ open, picture });
    assert.deepEqual(complaints, []);
    step("no console error, no failed request, no policy violation");
  } catch (error) {
    console.log(`  failed: ${error.stack}`);
    for (const page of browser.contexts().flatMap((context) => context.pages())) {
      await picture(page, "failed").catch(() => undefined);
      console.log(`  at ${page.url()}, see failed.png`);
    }
    complaints.forEach((complaint) => console.log(`  ${complaint}`));
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
}
