import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type RouteAnswer, routesOf } from "../../api/alerting";
import { Field, Segmented } from "../../components/controls";
import { Glyph } from "../../components/Glyph";
import { Panel } from "../../components/Panel";
import { Failed, Loading } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { matchersOf, matchersText, parseMatchers } from "../../lib/matchers";
import type { Labels } from "../../lib/promql";
import { readableDuration } from "../../lib/time/duration";
import { parseWhen } from "../../lib/time/when";
import { fullTime, zoneName } from "../../lib/time/zone";
import styles from "./alerts.module.css";
import { MatcherField } from "./FilterBar";
import { type Firing, whereOf } from "./model";
import { ReceiverTests } from "./ReceiverTests";
import { idsOfPath, type RouteNode, treeOf, whyNot } from "./routeTree";
import type { AlertingSearch } from "./search";
import { useRouting } from "./useAlerting";

interface NodeProps {
  node: RouteNode;
  labels?: Labels;
  /** Nodes where a path ends, and those it goes through. */
  ends: ReadonlySet<string>;
  through: ReadonlySet<string>;
}

function Node({ node, labels, ends, through }: NodeProps) {
  const parentHit = labels && through.has(node.id.replace(/\.\d+$/, ""));
  const hit = ends.has(node.id);
  const why = labels && parentHit && !through.has(node.id) ? whyNot(node, labels) : undefined;
  return (
    <li className={styles.node}>
      <div
        className={styles.nodeRow}
        data-hit={hit || undefined}
        data-pass={(!hit && through.has(node.id)) || undefined}
      >
        {hit && <Glyph state="ok" label="told" />}
        {node.matchers.length > 0 ? (
          <span className="mono">{matchersText(node.matchers)}</span>
        ) : (
          <span className="muted">every alert</span>
        )}
        <span>
          <span className="muted">to</span> <b className="med">{node.receiver || "nobody"}</b>
        </span>
        <span className="muted">
          {node.groupBy.length > 0 && `by ${node.groupBy.join(", ")} · `}
          wait {node.groupWait ?? "30s"}, every {node.groupInterval ?? "5m"}, again{" "}
          {node.repeatInterval ?? "4h"}
        </span>
        {node.goesOn && <span className="tag">and goes on</span>}
        {node.activeIn.map((name) => (
          <span key={name} className="tag">
            only in {name}
          </span>
        ))}
        {node.mutedIn.map((name) => (
          <span key={name} className="tag">
            not in {name}
          </span>
        ))}
        {why && <span className="muted">needs {why}</span>}
      </div>
      {node.routes.length > 0 && (
        <ul>
          {node.routes.map((child) => (
            <Node key={child.id} node={child} labels={labels} ends={ends} through={through} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Answers({ answers, at }: { answers: RouteAnswer[]; at: number }) {
  const { zone } = useTime();
  return (
    <div aria-live="polite">
      {answers.map((answer) => (
        <div key={answer.path.map((s) => s.id).join()} className={styles.answer}>
          <p className="row g6">
            <Glyph state={answer.muted ? "maint" : "ok"} label={answer.muted ? "muted" : "told"} />
            <b className="med">{answer.receiver}</b>
            <span className="muted">
              {answer.muted
                ? answer.mutedBy
                    .map((m) => `${m.outsideOfActive ? "outside of" : "in"} ${m.interval}`)
                    .join(", ")
                : `within ${readableDuration(answer.groupWaitMillis)}`}
            </span>
          </p>
          <p className="muted">
            together with others of {matchersText(matchersOf(answer.groupLabels)) || "its route"}, again every{" "}
            {readableDuration(answer.repeatIntervalMillis)}
          </p>
          <p className="muted">
            because of{" "}
            {answer.path
              .map((s) => s.matchers)
              .filter((m) => m !== "{}")
              .join(" → ") || "the root: nothing below matches"}
          </p>
        </div>
      ))}
      <p className={`${styles.answer} muted`}>at {fullTime(at, zone)}</p>
    </div>
  );
}

export interface RoutingTabProps {
  firing: readonly Firing[];
  search: AlertingSearch;
  onSearch: (change: Partial<AlertingSearch>) => void;
}

const TIMES = ["now", "22:00", "sat 10:00"];

function useTree() {
  const config = useRouting();
  const original = config.data?.config.original;
  const parsed = useQuery({
    queryKey: ["alerting", "tree", original],
    queryFn: async () => treeOf((await import("yaml")).parse(original ?? "")) ?? null,
    enabled: original !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { tree: parsed.data, error: config.error ?? parsed.error };
}

/** The tree of routes, and who would be told of an alert at a time. */
export function RoutingTab({ firing, search, onSearch }: RoutingTabProps) {
  const { now, zone } = useTime();
  const { tree, error } = useTree();
  const { matchers, error: badMatch } = parseMatchers(search.match ?? "");
  const labels = useMemo(
    () => Object.fromEntries(matchers.filter((m) => m.op === "=").map((m) => [m.name, m.value])),
    [matchers],
  );
  const asks = search.match !== undefined && !badMatch && matchers.length > 0;
  const at = search.at === undefined ? Math.floor(now / 60_000) * 60_000 : parseWhen(search.at, now, zone);
  const answer = useQuery({
    queryKey: ["alerting", "route", search.match, at],
    queryFn: ({ signal }) => routesOf(labels, at ?? now, signal),
    enabled: asks && at !== undefined,
    retry: false,
  });
  const paths = asks ? (answer.data ?? []).map((a) => idsOfPath(a.path)) : [];
  const through = new Set(paths.flat());
  const ends = new Set(paths.map((p) => p.at(-1) ?? ""));
  const names = [...new Set(tree ? receiversOf(tree) : [])];
  return (
    <>
      <div className={styles.routing}>
        <Panel title="Routes" sub="from the top, down to the deepest that matches">
          {error && <Failed error={error} />}
          {tree === undefined && !error && <Loading what="routes" height={160} />}
          {tree && (
            <ul className={styles.tree} aria-label="Routes">
              <Node node={tree} labels={asks ? labels : undefined} ends={ends} through={through} />
            </ul>
          )}
        </Panel>
        <Panel title="Who would be told" flush>
          <div className="pb" style={{ display: "flex", flexDirection: "column", gap: 10 }}>
            <div className={styles.ask2}>
              <MatcherField
                label="Labels of the alert"
                placeholder='severity="critical", team="web"'
                value={search.match ?? ""}
                onChange={(match) => onSearch({ match: match || undefined })}
              />
            </div>
            <select
              className="btn"
              aria-label="Or take one that fires"
              value=""
              onChange={(event) => {
                const chosen = firing.find((a) => a.id === event.target.value);
                if (chosen) {
                  onSearch({ match: matchersText(matchersOf(chosen.labels)) });
                }
              }}
            >
              <option value="">Or take one that fires …</option>
              {firing.map((a) => (
                <option key={a.id} value={a.id}>
                  {a.name} {whereOf(a.labels)}
                </option>
              ))}
            </select>
            <div className="row" style={{ flexWrap: "wrap" }}>
              <Segmented
                label="When"
                choices={TIMES.map((value) => ({ value, label: value === "now" ? "Now" : value }))}
                value={search.at ?? "now"}
                onChange={(next) => onSearch({ at: next === "now" ? undefined : next })}
              />
              <Field
                label={`At another time, in ${zoneName(zone)}`}
                className="grow"
                value={search.at ?? ""}
                placeholder="mon 03:00"
                invalid={at === undefined}
                onChange={(text) => onSearch({ at: text || undefined })}
              />
            </div>
            {!asks && (
              <p className="muted t12">
                Type the labels that an alert would have. The path it takes lights up, and each route that it
                passes by says what it lacks.
              </p>
            )}
          </div>
          {asks && answer.error && (
            <div className="pb">
              <Failed error={answer.error} />
            </div>
          )}
          {asks && answer.data && at !== undefined && <Answers answers={answer.data} at={at} />}
        </Panel>
      </div>
      <ReceiverTests names={names} />
    </>
  );
}

function receiversOf(node: RouteNode): string[] {
  return [node.receiver, ...node.routes.flatMap(receiversOf)].filter((name) => name !== "");
}
