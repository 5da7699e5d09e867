import type { RouteAnswer } from "../../api/alerting";
import { type Matcher, matcherText, matches, parseMatchers } from "../../lib/matchers";
import type { Labels } from "../../lib/promql";

/** One route of the tree as the configuration has it; what is missing comes from its parent. */
export interface RouteNode {
  /** Positions from the root: `0.2`. */
  id: string;
  receiver: string;
  matchers: Matcher[];
  goesOn: boolean;
  groupBy: string[];
  groupWait?: string;
  groupInterval?: string;
  repeatInterval?: string;
  mutedIn: string[];
  activeIn: string[];
  routes: RouteNode[];
}

type Raw = Record<string, unknown>;

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value == null ? [] : [value]);
const strings = (value: unknown): string[] => list(value).map(String);
const word = (value: unknown): string | undefined => (value == null ? undefined : String(value));

function matchersIn(raw: Raw): Matcher[] {
  const pairs = (value: unknown, op: "=" | "=~"): Matcher[] =>
    Object.entries((value as Raw | undefined) ?? {}).map(([name, v]) => ({ name, op, value: String(v) }));
  return [
    ...pairs(raw.match, "="),
    ...pairs(raw.match_re, "=~"),
    ...strings(raw.matchers).flatMap((text) => parseMatchers(text).matchers),
  ];
}

function nodeOf(raw: Raw, id: string, above: Partial<RouteNode>): RouteNode {
  const node: RouteNode = {
    id,
    receiver: word(raw.receiver) ?? above.receiver ?? "",
    matchers: matchersIn(raw),
    goesOn: raw.continue === true,
    groupBy: raw.group_by === undefined ? (above.groupBy ?? []) : strings(raw.group_by),
    groupWait: word(raw.group_wait) ?? above.groupWait,
    groupInterval: word(raw.group_interval) ?? above.groupInterval,
    repeatInterval: word(raw.repeat_interval) ?? above.repeatInterval,
    mutedIn: strings(raw.mute_time_intervals),
    activeIn: strings(raw.active_time_intervals),
    routes: [],
  };
  node.routes = list(raw.routes).map((child, i) => nodeOf(child as Raw, `${id}.${i}`, node));
  return node;
}

/** The routing tree of a configuration that was read from YAML. */
export function treeOf(config: unknown): RouteNode | undefined {
  const route = (config as Raw | null)?.route;
  return route ? nodeOf(route as Raw, "0", {}) : undefined;
}

/** The positions that a path of the server's answer goes through, as ids of nodes. */
export function idsOfPath(path: RouteAnswer["path"]): string[] {
  let id = "0";
  return path.map((step, i) => {
    if (i > 0) {
      id += `.${/\/(\d+)$/.exec(step.id)?.[1] ?? "?"}`;
    }
    return id;
  });
}

/** Why a node does not match: its first condition that fails, in words. */
export function whyNot(node: RouteNode, labels: Labels): string | undefined {
  const failed = node.matchers.find((m) => !matches(m, labels));
  return failed && `${matcherText(failed)}, but it is ${JSON.stringify(labels[failed.name] ?? "")}`;
}
