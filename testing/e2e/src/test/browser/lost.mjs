// The server dies under an open page and comes back: the page says so, keeps what it shows, and goes on by itself.
// usage: node lost.mjs LAUNCHER DATA UI_DIRECTORY PICTURES_DIRECTORY
import { journey, step, WIDE } from "./kit.mjs";
import { serve } from "./server.mjs";

const [launcher, data, ui, out] = process.argv.slice(2);
const words = ["--data", data];
let server = await serve(launcher, words);

// Requests of a page whose server is gone fail, and the browser says so.
const excused = (text) => /net::ERR_(CONNECTION|SOCKET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED)|dynamically imported/.test(text);

try {
  await journey({ ui, out, excused }, async ({ open, picture }) => {
    const { page } = await open(WIDE, "dark");
    const figures = page.locator(".tile");
    await page.goto(server.url);
    await figures.first().waitFor();
    await server.stop("SIGKILL");
    const banner = page.getByRole("status").filter({ hasText: /does not answer/i });
    await banner.first().waitFor({ timeout: 30_000 });
    await figures.first().waitFor();
    await picture(page, "lost-dark");
    step("the page says that the server is gone, and keeps its figures");
    server = await serve(launcher, words, server.listen);
    await banner.first().waitFor({ state: "hidden", timeout: 45_000 });
    await figures.first().waitFor();
    await picture(page, "regained-dark");
    step("the server is back, and the page goes on without a hand");
    await page.context().close();
  });
} finally {
  await server.stop();
}
