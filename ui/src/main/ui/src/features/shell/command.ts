import type { LucideIcon } from "lucide-react";

/** Something the page can do, by name. */
export interface Command {
  id: string;
  name: string;
  group: string;
  icon: LucideIcon;
  keys?: string;
  /** Further words by which it is found. */
  also?: string;
  run: () => void;
}

/** `go to` before `do`; what was found among the data last. */
export const GROUPS = ["Actions", "Go to", "Alerts", "Boards", "Hosts", "Metrics", "Time", "Page"] as const;
