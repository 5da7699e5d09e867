import { ChartLine, Crosshair, House, type LucideIcon } from "lucide-react";

export type PagePath = "/" | "/explore" | "/scrape-targets";

export interface Page {
  path: PagePath;
  name: string;
  /** Trail in the header, without the page itself. */
  group?: "Observe" | "Govern";
  title: string;
  icon: LucideIcon;
  /** Second key after `g`. */
  key: string;
}

/** Every page that exists, in the order of the rail. A path never equals one that Prometheus serves. */
export const PAGES: Page[] = [
  { path: "/", name: "Home", title: "Home", icon: House, key: "h" },
  { path: "/explore", name: "Metrics", group: "Observe", title: "Explore", icon: ChartLine, key: "m" },
  { path: "/scrape-targets", name: "Targets", group: "Observe", title: "Targets", icon: Crosshair, key: "t" },
];

export function pageAt(pathname: string): Page | undefined {
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, "") : pathname;
  return PAGES.find((page) => page.path === path);
}
