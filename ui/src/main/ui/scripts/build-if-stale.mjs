// Runs the build only when a source is newer than what was built last: a second `mvn package` costs nothing.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
// the last file that a build writes
const built = join(root, "../../../target/ui/.vite/manifest.json");

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) {
    return stat.mtimeMs;
  }
  // a removed file shows in the time of its folder
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs);
}

const sources = [
  "index.html",
  "package-lock.json",
  "package.json",
  "public",
  "scripts",
  "src",
  "tsconfig.json",
  "vite.config.ts",
];
const changed = Math.max(...sources.map((name) => newest(join(root, name))));
if (existsSync(built) && statSync(built).mtimeMs > changed) {
  process.exit(0);
}
// Maven copies what is built and never takes away: old chunks would stay in the jar
rmSync(join(root, "../../../target/classes/ui"), { recursive: true, force: true });
const { status } = spawnSync("npm", ["run", "--silent", "build"], { cwd: root, stdio: "inherit" });
process.exit(status ?? 1);
