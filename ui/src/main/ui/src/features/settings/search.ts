import { type FrameSearch, frameSearch } from "../../components/time/search";
import { oneOf, text } from "../../lib/search";

export const TABS = [
  "sources",
  "receivers",
  "storage",
  "configuration",
  "health",
  "users",
  "tokens",
  "audit",
] as const;
export type SettingsTab = (typeof TABS)[number];

export interface SettingsSearch extends FrameSearch {
  tab?: SettingsTab;
  /** Of the audit log: who, and what was done. */
  user?: string;
  action?: string;
}

export function settingsSearch(search: Record<string, unknown>): SettingsSearch {
  return {
    ...frameSearch(search),
    tab: oneOf(search, "tab", TABS),
    user: text(search, "user"),
    action: text(search, "action"),
  };
}
