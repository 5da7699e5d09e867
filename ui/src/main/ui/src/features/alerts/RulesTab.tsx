import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import type { AnyRule, RuleGroup } from "../../api/alerting";
import { Segmented } from "../../components/controls";
import { Glyph, type State } from "../../components/Glyph";
import { Panel } from "../../components/Panel";
import { Empty } from "../../components/states";
import { keepTime } from "../../components/time/search";
import { useTime } from "../../components/time/TimeContext";
import { Value } from "../../components/Value";
import { ago, readableDuration } from "../../lib/time/duration";
import { fullTime } from "../../lib/time/zone";
import styles from "./alerts.module.css";
import { MatcherField } from "./FilterBar";
import { countRules, filterGroups, RULE_STATES, type RuleState, stateOf } from "./rules";
import type { AlertingSearch } from "./search";

const WORDS: Record<RuleState, string> = {
  broken: "Broken",
  firing: "Firing",
  pending: "Pending",
  inactive: "Quiet",
  recording: "Recording",
};
const GLYPHS: Record<RuleState, State> = {
  broken: "critical",
  firing: "warning",
  pending: "pending",
  inactive: "ok",
  recording: "none",
};

function When({ text }: { text: string }) {
  const { now, zone } = useTime();
  const at = Date.parse(text);
  return at > 0 ? (
    <span title={fullTime(at, zone)}>{ago(at, Math.max(now, at))}</span>
  ) : (
    <span className="muted">not yet</span>
  );
}

function Row({ rule, group }: { rule: AnyRule; group: RuleGroup }) {
  const state = stateOf(rule);
  const forMillis = rule.type === "alerting" ? rule.duration * 1000 : 0;
  const count = rule.type === "alerting" ? (rule.alerts ?? []).length : 0;
  return (
    <tr className={styles.wrap}>
      <td>
        <span className="row g6">
          <Glyph state={GLYPHS[state]} label={false} />
          {WORDS[state]}
          {count > 0 && <span className="muted">{count}</span>}
        </span>
      </td>
      <td>
        <Link
          to="/alerting/rules/edit"
          search={(before) => ({ ...keepTime(before), file: group.file, group: group.name, rule: rule.name })}
          className="med link"
        >
          {rule.name}
        </Link>
        <span className={styles.ruleExpr} title={rule.query}>
          {rule.query}
        </span>
        {rule.lastError && <span className={styles.ruleError}>{rule.lastError}</span>}
      </td>
      <td className="num">
        {forMillis > 0 ? readableDuration(forMillis) : <span className="muted">at once</span>}
      </td>
      <td className="num">
        <When text={rule.lastEvaluation} />
      </td>
      <td className="num">
        <Value value={rule.evaluationTime} unit="seconds" />
      </td>
    </tr>
  );
}

function GroupPanel({ group }: { group: RuleGroup }) {
  const slow = group.evaluationTime > group.interval;
  return (
    <Panel
      title={group.name}
      sub={group.file}
      flush
      className={styles.ruleGroup}
      end={
        <span className="t12 muted">
          every {readableDuration(group.interval * 1000)}, took{" "}
          <b className={slow ? "c-warning" : "med"}>
            <Value value={group.evaluationTime} unit="seconds" />
          </b>
          {slow && " and misses evaluations"}
        </span>
      }
    >
      <div className={styles.scroll}>
        <table className="t" style={{ minWidth: 560 }}>
          <colgroup>
            <col style={{ width: 104 }} />
            <col />
            <col style={{ width: 76 }} />
            <col style={{ width: 92 }} />
            <col style={{ width: 76 }} />
          </colgroup>
          <thead>
            <tr>
              <th>State</th>
              <th>Rule</th>
              <th className="num">For</th>
              <th className="num">Evaluated</th>
              <th className="num">Took</th>
            </tr>
          </thead>
          <tbody>
            {group.rules.map((rule, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rules of a group may share their name; their order is theirs
              <Row key={`${i} ${rule.name}`} rule={rule} group={group} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

export interface RulesTabProps {
  groups: RuleGroup[];
  search: AlertingSearch;
  onSearch: (change: Partial<AlertingSearch>) => void;
}

/** Every rule of every group, with its health. */
export function RulesTab({ groups, search, onSearch }: RulesTabProps) {
  const state = RULE_STATES.find((s) => s === search.state);
  const counts = useMemo(() => countRules(groups), [groups]);
  const kept = useMemo(() => filterGroups(groups, search.q ?? "", state), [groups, search.q, state]);
  const total = groups.reduce((sum, g) => sum + g.rules.length, 0);
  return (
    <>
      <div className={styles.bar}>
        <MatcherField
          label="Filter rules"
          value={search.q ?? ""}
          onChange={(q) => onSearch({ q: q || undefined })}
        />
        <div className={styles.scroll}>
          <Segmented<RuleState | "all">
            label="State"
            choices={[
              { value: "all", label: "All", count: total },
              ...RULE_STATES.map((value) => ({ value, label: WORDS[value], count: counts[value] })),
            ]}
            value={state ?? "all"}
            onChange={(next) => onSearch({ state: next === "all" ? undefined : next })}
          />
        </div>
      </div>
      {kept.map((group) => (
        <GroupPanel key={`${group.file} ${group.name}`} group={group} />
      ))}
      {kept.length === 0 && (
        <Panel title="Rules">
          <Empty
            kind="no-match"
            what="No rule matches the filter"
            why={`${total} rules in ${groups.length} groups are evaluated.`}
            actions={[{ label: "Show all", run: () => onSearch({ q: undefined, state: undefined }) }]}
          />
        </Panel>
      )}
    </>
  );
}
