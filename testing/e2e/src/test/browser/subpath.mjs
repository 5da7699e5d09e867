// Visits the pages of a server under a sub-path and fails at the first request that is not answered under it.
// usage: node subpath.mjs URL UI_DIRECTORY
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";

const [base, ui] = process.argv.slice(2);
const { chromium } = createRequire(join(ui, "package.json"))("playwright-core");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"],
});
const complaints = [];
let answered = 0;

try {
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("response", (response) => {
    answered++;
    const url = response.url();
    const ours = url.startsWith(base) || url.startsWith("data:");
    if (!ours || response.status() >= 400) complaints.push(`${response.status()} ${url}`);
  });
  await page.goto(base);
  await page.waitForSelector(".tile");
  await page.goto(`${base}explore?q=up`);
  await page.waitForSelector("canvas");
  const link = page.locator("a[href*='scrape-targets']").first();
  const asked = page.waitForResponse((response) => response.url().startsWith(`${base}api/v1/targets`));
  await link.click();
  await page.waitForURL(`${base}scrape-targets**`);
  await asked;
  assert.ok(answered > 5, `${answered} answers (expected: more than 5)`);
  assert.deepEqual(complaints, []);
} finally {
  await browser.close();
}
