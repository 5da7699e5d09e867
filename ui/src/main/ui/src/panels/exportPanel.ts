import { isoWall, type Zone } from "../lib/time/zone";
import { type Frame, nameOf } from "./frames";
import { wideFrame } from "./wide";

function cell(value: unknown, isTime: boolean, zone: Zone): string {
  if (value === null || value === undefined) {
    return "";
  }
  if (isTime && typeof value === "number") {
    return isoWall(value, zone);
  }
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  // a spreadsheet would run a text that begins like a formula; a number may begin with a minus
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The panel's figures as CSV, RFC 4180: series side by side over time, or the table that is shown. */
export function panelCsv(frames: Frame[], zone: Zone): string {
  return wideFrame(frames)
    .map((frame) => {
      const head = frame.fields.map((f) =>
        cell(f.type === "time" ? `${nameOf(f, frame)} (${zone})` : nameOf(f, frame), false, zone),
      );
      const length = frame.fields[0]?.values.length ?? 0;
      const rows = Array.from({ length }, (_, i) =>
        frame.fields.map((f) => cell(f.values[i], f.type === "time", zone)).join(","),
      );
      return [head.join(","), ...rows].join("\r\n");
    })
    .join("\r\n\r\n");
}

/** A name that every file system takes. */
export function fileName(title: string | undefined, extension: string): string {
  const plain = (title ?? "panel")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return `${plain || "panel"}.${extension}`;
}

export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

const DRAWN = [
  "color",
  "background",
  "background-color",
  "background-image",
  "border-top",
  "border-right",
  "border-bottom",
  "border-left",
  "border-radius",
  "font",
  "font-feature-settings",
  "letter-spacing",
  "text-align",
  "text-transform",
  "white-space",
  "overflow",
  "text-overflow",
  "opacity",
  "display",
  "flex",
  "flex-direction",
  "flex-wrap",
  "align-items",
  "align-content",
  "align-self",
  "justify-content",
  "gap",
  "grid-template-columns",
  "position",
  "left",
  "right",
  "top",
  "bottom",
  "inset",
  "transform",
  "transform-origin",
  "width",
  "height",
  "min-width",
  "padding",
  "margin",
  "box-sizing",
  "vertical-align",
  "line-height",
  "border-collapse",
  "table-layout",
  "fill",
  "stroke",
  "stroke-width",
  "z-index",
  "visibility",
];

/** A copy of what is on screen with its looks written on each element, because the picture has no style sheets. */
function frozen(node: HTMLElement): HTMLElement {
  const copy = node.cloneNode(true) as HTMLElement;
  const from = [node, ...node.querySelectorAll<HTMLElement>("*")];
  const to = [copy, ...copy.querySelectorAll<HTMLElement>("*")];
  from.forEach((source, i) => {
    const target = to[i];
    if (!target) {
      return;
    }
    const style = getComputedStyle(source);
    target.removeAttribute("class");
    for (const name of DRAWN) {
      target.style.setProperty(name, style.getPropertyValue(name));
    }
    if (source instanceof HTMLCanvasElement) {
      const image = document.createElement("img");
      image.src = source.toDataURL();
      image.setAttribute("style", target.getAttribute("style") ?? "");
      target.replaceWith(image);
    }
  });
  return copy;
}

async function loaded(source: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = source;
  await image.decode();
  return image;
}

/** A picture of an element as it is on the page, at twice its size. */
export async function elementPng(node: HTMLElement, ground: string): Promise<Blob> {
  const { width, height } = node.getBoundingClientRect();
  const copy = frozen(node);
  copy.setAttribute("xmlns", "http://www.w3.org/1999/xhtml");
  copy.style.margin = "0";
  copy.style.position = "static";
  const html = new XMLSerializer().serializeToString(copy);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><foreignObject width="100%" height="100%">${html}</foreignObject></svg>`;
  const image = await loaded(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`);
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * 2);
  canvas.height = Math.ceil(height * 2);
  const context = canvas.getContext("2d");
  if (!context) {
    throw new Error("canvas: none (expected: a browser that draws)");
  }
  context.scale(2, 2);
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("picture: empty"))), "image/png");
  });
}

/** Saves a panel's figures. The frames are those after transformations: `preparedFrames`. */
export function savePanelCsv(title: string | undefined, frames: Frame[], zone: Zone): void {
  download(fileName(title, "csv"), new Blob([panelCsv(frames, zone)], { type: "text/csv;charset=utf-8" }));
}

/** Saves a panel as a picture with its title. */
export async function savePanelPng(title: string | undefined, node: HTMLElement): Promise<void> {
  const ground = getComputedStyle(document.documentElement).getPropertyValue("--surface").trim();
  download(fileName(title, "png"), await elementPng(node, ground));
}
