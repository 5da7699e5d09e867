/** Copies what an element looks like into a style that needs no sheet. */
function inlined(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  if (to instanceof HTMLElement || to instanceof SVGElement) {
    to.setAttribute("style", [...style].map((name) => `${name}:${style.getPropertyValue(name)}`).join(";"));
  }
  [...from.children].forEach((child, i) => {
    const twin = to.children[i];
    if (twin) {
      inlined(child, twin);
    }
  });
}

/** A canvas loses its drawing when it is copied; a picture in its place keeps it. */
function withPictures(from: Element, to: Element): void {
  const drawn = [...from.querySelectorAll("canvas")];
  [...to.querySelectorAll("canvas")].forEach((copy, i) => {
    const canvas = drawn[i];
    if (canvas && canvas.width > 0 && canvas.height > 0) {
      const image = document.createElement("img");
      image.setAttribute("src", canvas.toDataURL());
      image.setAttribute("style", copy.getAttribute("style") ?? "");
      copy.replaceWith(image);
    }
  });
}

/** An element as it is on screen, as a PNG in the resolution of the screen. */
export async function pngOf(element: HTMLElement, background: string): Promise<Blob> {
  const { width, height } = element.getBoundingClientRect();
  const copy = element.cloneNode(true) as HTMLElement;
  inlined(element, copy);
  withPictures(element, copy);
  for (const left of copy.querySelectorAll("[data-panel-menu]")) {
    left.remove();
  }
  copy.style.margin = "0";
  copy.style.position = "static";
  const html = new XMLSerializer().serializeToString(copy);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><foreignObject width="100%" height="100%">${html}</foreignObject></svg>`;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = devicePixelRatio || 1;
  const sheet = document.createElement("canvas");
  sheet.width = Math.round(width * scale);
  sheet.height = Math.round(height * scale);
  const ctx = sheet.getContext("2d");
  if (!ctx) {
    throw new Error("this browser gives no canvas to draw on");
  }
  ctx.fillStyle = background;
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  ctx.scale(scale, scale);
  ctx.drawImage(image, 0, 0, width, height);
  return new Promise((resolve, reject) =>
    sheet.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("the picture could not be written"))),
      "image/png",
    ),
  );
}
