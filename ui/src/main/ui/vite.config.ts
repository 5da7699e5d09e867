import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const outDir = "../../../target/ui";
const licences = "licenses.md";

/** Writes `name.gz` beside every text asset, so that the server never compresses at run time. */
function precompress(): Plugin {
  return {
    name: "precompress",
    apply: "build",
    closeBundle() {
      const root = join(import.meta.dirname, outDir);
      for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
        if (entry.isFile() && /\.(js|css|svg)$/.test(entry.name)) {
          const path = join(entry.parentPath, entry.name);
          writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
        }
      }
    },
  };
}

/** Vite collects the licences of what it bundles; fonts come in by CSS and would be left out. */
function fontLicences(): Plugin {
  return {
    name: "font-licences",
    apply: "build",
    closeBundle() {
      for (const font of ["inter", "jetbrains-mono"]) {
        const name = `@fontsource-variable/${font}`;
        const text = readFileSync(join(import.meta.dirname, "node_modules", name, "LICENSE"), "utf8");
        appendFileSync(
          join(import.meta.dirname, outDir, licences),
          `\n---\n\n## ${name} (OFL-1.1)\n\n${text}`,
        );
      }
    },
  };
}

export default defineConfig({
  base: "./",
  plugins: [react(), fontLicences(), precompress()],
  build: {
    outDir,
    emptyOutDir: true,
    target: "es2022",
    manifest: true,
    license: { fileName: licences },
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
  server: {
    host: "127.0.0.1",
    proxy: Object.fromEntries(
      ["/api", "/health", "/metrics"].map((path) => [
        path,
        process.env.TOCSIN_URL ?? "http://127.0.0.1:9090",
      ]),
    ),
  },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
