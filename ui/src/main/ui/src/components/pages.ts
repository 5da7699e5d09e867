import {
  Bell,
  ChartLine,
  Crosshair,
  House,
  LayoutDashboard,
  type LucideIcon,
  Server,
  Settings,
} from "lucide-react";

export type PagePath =
  | "/"
  | "/alerting"
  | "/dashboards"
  | "/explore"
  | "/hosts"
  | "/scrape-targets"
  | "/settings";

export interface Page {
  path: PagePath;
  name: string;
  group?: "Respond" | "Observe" | "Analyse" | "Govern";
  title: string;
  icon: LucideIcon;
  /** Second key after `g`. */
  key: string;
  /** Stands at the end of the rail, below the groups. */
  last?: true;
  /** Its name in the bar of a phone; only pages with one are there. */
  short?: string;
}

/** Every page, in the order of the rail. A path never equals one that Prometheus serves. */
export const PAGES: Page[] = [
  { path: "/", name: "Home", title: "Home", icon: House, key: "h", short: "Home" },
  {
    path: "/alerting",
    name: "Alerts",
    group: "Respond",
    title: "Alerts",
    icon: Bell,
    key: "a",
    short: "Alerts",
  },
  { path: "/hosts", name: "Hosts", group: "Observe", title: "Hosts", icon: Server, key: "n" },
  { path: "/explore", name: "Metrics", group: "Observe", title: "Explore", icon: ChartLine, key: "m" },
  { path: "/scrape-targets", name: "Targets", group: "Observe", title: "Targets", icon: Crosshair, key: "t" },
  {
    path: "/dashboards",
    name: "Dashboards",
    group: "Analyse",
    title: "Dashboards",
    icon: LayoutDashboard,
    key: "d",
    short: "Boards",
  },
  { path: "/settings", name: "Settings", title: "Settings", icon: Settings, key: ",", last: true },
];

/** The page of an address, or the one that a detail page belongs to. */
export function pageAt(pathname: string): Page | undefined {
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, "") : pathname;
  return PAGES.find((page) => page.path === path || (page.path !== "/" && path.startsWith(`${page.path}/`)));
}
