import { oneOf, text, texts } from "../../lib/search";
import { SEVERITIES, type Severity } from "../../lib/severity";

export const TABS = ["firing", "pending", "rules", "silences", "routing", "outbox"] as const;
export type Tab = (typeof TABS)[number];

export const GROUPINGS = ["service", "alertname", "receiver", "team", "none"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const SHOWN = ["open", "kept", "all"] as const;
/** `open`: nothing keeps them back; `kept`: silenced, inhibited or muted. */
export type Shown = (typeof SHOWN)[number];

export interface AlertingSearch {
  tab?: Tab;
  /** Matchers, as typed. */
  q?: string;
  sev?: Severity[];
  by?: Grouping;
  show?: Shown;
  /** The state that a list of rules, silences or notifications is cut down to. */
  state?: string;
  /** Only this receiver's notifications. */
  receiver?: string;
  /** The silence form is open: `new`, or the id of the one to change or copy. */
  silence?: string;
  /** What the form begins with, or the labels whose route is asked for. */
  match?: string;
  /** When the route is asked for; as a time field reads it. */
  at?: string;
  sel?: string;
}

export function alertingSearch(search: Record<string, unknown>): AlertingSearch {
  const severities = texts(search, "sev").filter((s): s is Severity => SEVERITIES.includes(s as Severity));
  return {
    tab: oneOf(search, "tab", TABS),
    q: text(search, "q"),
    sev: severities.length > 0 ? severities : undefined,
    by: oneOf(search, "by", GROUPINGS),
    show: oneOf(search, "show", SHOWN),
    state: text(search, "state"),
    receiver: text(search, "receiver"),
    silence: text(search, "silence"),
    match: text(search, "match"),
    at: text(search, "at"),
    sel: text(search, "sel"),
  };
}
