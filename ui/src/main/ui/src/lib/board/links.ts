import { type Interpolation, interpolate, queryParams, type Values } from "./interpolate";
import type { Link } from "./model";

const GRAFANA_BOARD = /^(?:\/?(?:grafana\/)?)d\/([^/?#]+)(?:\/[^?#]*)?([?#].*)?$/;
const SCHEME = /^([a-z][a-z0-9+.-]*):/i;

/** A link to a board of Grafana leads to the board with the same uid here; a script is never a link. */
export function safeUrl(url: string): string {
  const trimmed = url.trim();
  const board = GRAFANA_BOARD.exec(trimmed);
  if (board) {
    return `dashboards/${board[1]}${board[2] ?? ""}`;
  }
  const scheme = SCHEME.exec(trimmed)?.[1]?.toLowerCase();
  return scheme === undefined || ["http", "https", "mailto", "tel"].includes(scheme) ? trimmed : "#";
}

export function looksLikeUrl(text: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/|\/|\.\/|d\/|dashboards\/|\?|mailto:)/i.test(text.trim());
}

/** Every variable that an address may carry, as `var-a=1&var-b=2`. */
export function variableParams(values: Values, leftOut: ReadonlySet<string>): string {
  return Object.entries(values)
    .filter(([name]) => !leftOut.has(name))
    .flatMap(([name, value]) => queryParams(name, value))
    .join("&");
}

export interface LinkContext {
  interpolation: Interpolation;
  /** `from=…&to=…` */
  time: string;
  variables: string;
}

/** Where a link leads, with what it takes along. */
export function linkHref(
  link: Pick<Link, "url" | "keepTime" | "keepVariables">,
  context: LinkContext,
): string {
  const url = safeUrl(interpolate(link.url ?? "", context.interpolation, "link"));
  const added = [link.keepTime ? context.time : "", link.keepVariables ? context.variables : ""].filter(
    Boolean,
  );
  if (added.length === 0 || url === "#") {
    return url;
  }
  const [address = "", hash] = url.split("#", 2);
  return `${address}${address.includes("?") ? "&" : "?"}${added.join("&")}${hash ? `#${hash}` : ""}`;
}
