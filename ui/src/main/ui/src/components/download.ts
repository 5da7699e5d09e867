/** Hands a file to the browser to keep. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** A file's name from a title: what no file system minds. */
export function fileName(title: string, extension: string): string {
  const stem = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return `${stem || "tocsin"}.${extension}`;
}

export function downloadCsv(title: string, text: string): void {
  download(fileName(title, "csv"), new Blob([text], { type: "text/csv;charset=utf-8" }));
}

const GAP = 16;
const TITLE_HEIGHT = 24;

interface Drawn {
  title: string;
  canvas: HTMLCanvasElement;
}

/** The charts on screen with the names of their panels, from top to bottom. */
function drawnIn(root: HTMLElement): Drawn[] {
  return [...root.querySelectorAll("canvas")]
    .filter((canvas) => canvas.width > 0 && canvas.height > 0)
    .map((canvas) => ({
      canvas,
      title: canvas.closest("section[aria-label]")?.getAttribute("aria-label") ?? "",
    }));
}

/** One picture of every chart inside of an element; undefined when there is none. */
export async function pictureOf(root: HTMLElement): Promise<Blob | undefined> {
  const charts = drawnIn(root);
  const style = getComputedStyle(document.documentElement);
  const scale = devicePixelRatio;
  const pad = GAP * scale;
  const head = TITLE_HEIGHT * scale;
  const sheet = document.createElement("canvas");
  sheet.width = Math.max(0, ...charts.map(({ canvas }) => canvas.width)) + 2 * pad;
  sheet.height = charts.reduce((sum, { canvas }) => sum + canvas.height + head + pad, pad);
  const ctx = sheet.getContext("2d");
  if (charts.length === 0 || !ctx) {
    return undefined;
  }
  ctx.fillStyle = style.getPropertyValue("--surface");
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  ctx.fillStyle = style.getPropertyValue("--text");
  ctx.font = `600 ${13 * scale}px "Inter Variable", Inter, system-ui, sans-serif`;
  let top = pad;
  for (const { canvas, title } of charts) {
    ctx.fillText(title, pad, top + 13 * scale);
    ctx.drawImage(canvas, pad, top + head);
    top += canvas.height + head + pad;
  }
  return new Promise((resolve) => sheet.toBlob((blob) => resolve(blob ?? undefined), "image/png"));
}
