// A packaged server as a process of the journey's own, for journeys that stop it, or that change what others look at.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const START_MILLIS = 20_000;

/** Starts `serve` with these words; `listen` may name the port of a server that was stopped. */
export async function serve(launcher, words, listen = "127.0.0.1:0") {
  const process = spawn(launcher, ["serve", "--listen", listen, ...words], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const log = [];
  const found = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not ready in time:\n${log.join("\n")}`)), START_MILLIS);
    process.once("exit", (code) => reject(new Error(`exit ${code}:\n${log.join("\n")}`)));
    createInterface({ input: process.stderr }).on("line", (line) => {
      log.push(line);
      const url = /msg=listening.*url="?(https?:\/\/[^ "]+)/.exec(line);
      if (url) {
        clearTimeout(timer);
        resolve(url[1]);
      }
    });
  });
  process.removeAllListeners("exit");
  return {
    url: found,
    listen: new URL(found).host,
    log,
    async stop(signal = "SIGTERM") {
      if (process.exitCode === null && process.signalCode === null) {
        const gone = once(process, "exit");
        process.kill(signal);
        await gone;
      }
    },
  };
}
