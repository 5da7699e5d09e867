// From an open server to one with users: the first administrator, a viewer who is refused, a token, signing out.
// usage: node access.mjs LAUNCHER DATA UI_DIRECTORY PICTURES_DIRECTORY
import assert from "node:assert/strict";
import { journey, notSideways, PHONE, step, WIDE } from "./kit.mjs";
import { serve } from "./server.mjs";

const [launcher, data, ui, out] = process.argv.slice(2);
const ADMIN = { name: "ops1", password: "a long enough password" };
const VIEWER = { name: "guest", password: "another long password" };
const server = await serve(launcher, ["--data", data]);

// A refused request is what is looked for, and the browser writes every 401, 403 and 429 to its console.
const excused = (text) => /status of (401|403|429)/.test(text);

async function addUser(page, { name, password }, role) {
  await page.getByRole("button", { name: /Add (a|the first) user/ }).first().click();
  const form = page.getByRole("form", { name: "Add a user" });
  await form.getByLabel("Name").fill(name);
  await form.getByLabel("Role").selectOption(role);
  await form.getByLabel("Password", { exact: true }).fill(password);
  await form.getByLabel("The same again").fill(password);
  await form.getByRole("button", { name: "Add" }).click();
  await form.waitFor({ state: "hidden" });
}

async function signIn(page, { name, password }) {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function refused(page) {
  const answer = await page.request.post(new URL("api/v1/admin/tsdb/snapshot", server.url).href);
  assert.ok([401, 403].includes(answer.status()), `status ${answer.status()} (expected: 401 or 403)`);
}

try {
  await journey({ ui, out, excused }, async ({ open, picture }) => {
    const first = await open(WIDE, "dark");
    await first.page.goto(new URL("settings?tab=users", server.url).href);
    await addUser(first.page, ADMIN, "admin");
    await first.context.close();
    step("with the first user, the server is no longer open");

    const { page, context } = await open(WIDE, "light");
    await page.goto(new URL("explore?q=up", server.url).href);
    await page.waitForURL(/\/login\?next=/);
    await notSideways(page);
    await picture(page, "login-light");
    await signIn(page, { ...ADMIN, password: "not the password at all" });
    await page.getByRole("alert").filter({ hasText: "wrong" }).waitFor();
    await signIn(page, ADMIN);
    await page.waitForURL(/\/explore\?q=up/);
    step("a wrong password is refused, the right one leads to where one wanted to go");

    await page.goto(new URL("settings?tab=users", server.url).href);
    await addUser(page, VIEWER, "viewer");
    await page.getByRole("cell", { name: VIEWER.name, exact: true }).first().waitFor();
    await picture(page, "settings-users-light");
    await page.goto(new URL("settings?tab=tokens", server.url).href);
    await page.getByRole("button", { name: "New token" }).first().click();
    const form = page.getByRole("form", { name: "New token" });
    await form.getByLabel("What it is for").fill("a dashboard elsewhere");
    await form.getByRole("checkbox").first().check();
    await form.getByRole("button", { name: "Make the token" }).click();
    const token = (await page.getByRole("dialog").locator("code").first().innerText()).trim();
    const asked = await fetch(new URL("api/v1/query?query=up", server.url), {
      headers: { Authorization: `Bearer ${token}` },
    });
    assert.equal(asked.status, 200);
    assert.equal((await fetch(new URL("api/v1/query?query=up", server.url))).status, 401);
    await page.getByRole("button", { name: "Done" }).click();
    step("a token asks, and nobody asks without one");
    await page.goto(new URL("settings?tab=audit", server.url).href);
    await page.getByRole("cell", { name: ADMIN.name, exact: true }).first().waitFor();
    await picture(page, "settings-audit-light");
    await context.close();
    step("the audit log knows who did it");

    const phone = await open(PHONE, "dark");
    await phone.page.goto(server.url);
    await phone.page.waitForURL(/\/login/);
    await notSideways(phone.page);
    await picture(phone.page, "phone-login-dark");
    await signIn(phone.page, VIEWER);
    await phone.page.waitForURL((url) => url.pathname === "/");
    await refused(phone.page);
    await phone.page.goto(new URL("settings?tab=audit", server.url).href);
    await phone.page.getByRole("alert").filter({ hasText: "may not" }).waitFor();
    await picture(phone.page, "phone-denied-dark");
    await phone.context.close();
    step("a viewer sees, and is refused what a viewer may not");
  });
} finally {
  await server.stop();
}
