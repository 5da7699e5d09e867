/** A floating box of values, drawn without React because it follows the pointer. */
export interface TipRow {
  color?: string;
  name: string;
  value: string;
  strong?: boolean;
  links?: { title: string; href: string; newTab: boolean }[];
}

export function element(className: string, text = ""): HTMLElement {
  const node = document.createElement("div");
  node.className = className;
  node.textContent = text;
  return node;
}

function line({ color, name, value, strong, links }: TipRow): HTMLElement {
  const row = element("tr");
  const swatch = element(color ? "sw box" : "");
  if (color) {
    swatch.style.setProperty("--k", color);
  }
  const label = element("tn", name);
  const figure = element("tv", value);
  if (strong) {
    label.style.fontWeight = "600";
    figure.style.fontWeight = "600";
  }
  row.append(swatch, label, figure);
  for (const link of links ?? []) {
    const anchor = document.createElement("a");
    anchor.href = link.href;
    anchor.textContent = link.title;
    anchor.className = "link";
    anchor.style.gridColumn = "2 / -1";
    if (link.newTab) {
      anchor.target = "_blank";
      anchor.rel = "noopener";
    }
    row.append(anchor);
  }
  return row;
}

export function fillTip(tip: HTMLElement, title: string, rows: TipRow[], more = 0, foot = ""): void {
  tip.replaceChildren(element("tt", title), ...rows.map(line));
  if (more > 0) {
    tip.append(element("tt", `and ${more} more`));
  }
  if (foot) {
    tip.append(element("tt", foot));
  }
}

/** Beside the pointer, on the side where there is room. */
export function placeTip(tip: HTMLElement, room: HTMLElement, left: number, top: number): void {
  const gap = 14;
  const fits = left + gap + tip.offsetWidth <= room.clientWidth + 8;
  const x = fits ? left + gap : Math.max(-room.offsetLeft, left - gap - tip.offsetWidth);
  const y = Math.min(Math.max(0, top - 24), Math.max(0, room.clientHeight - tip.offsetHeight));
  tip.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
}
