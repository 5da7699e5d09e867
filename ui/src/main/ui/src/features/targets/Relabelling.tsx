import { useQuery } from "@tanstack/react-query";
import { relabelSteps } from "../../api/relabel";
import { Glyph } from "../../components/Glyph";
import { Failed } from "../../components/states";
import type { Labels } from "../../lib/promql";
import { explainSteps, type LabelChange } from "./relabel";
import styles from "./targets.module.css";

function Change({ change }: { change: LabelChange }) {
  return (
    <span
      className="chip"
      title={`${change.label}: ${change.before ?? "absent"} to ${change.after ?? "gone"}`}
    >
      <span className="k">{change.label}</span>
      <span className="ell">
        {change.before !== undefined && <s className="muted">{change.before || '""'}</s>}
        {change.before !== undefined && change.after !== undefined && " "}
        {change.after ?? (change.before === undefined ? "" : " gone")}
      </span>
    </span>
  );
}

/** What each relabel rule of the pool made of what was discovered, and which one dropped it. */
export function Relabelling({ pool, discovered }: { pool: string; discovered: Labels }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["pools", "relabel", pool, discovered],
    queryFn: ({ signal }) => relabelSteps(pool, discovered, signal),
    staleTime: 30_000,
    retry: false,
  });
  if (error) {
    return <Failed error={error} actions={[{ label: "Retry", run: () => void refetch() }]} />;
  }
  if (!data) {
    return <span className="muted">asking</span>;
  }
  const steps = explainSteps(discovered, data);
  if (steps.length === 0) {
    return <span className="muted">no relabel rules; the labels are taken as they were found</span>;
  }
  return (
    <ol className={styles.steps}>
      {steps.map((step, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place in the list
        <li key={i}>
          <Glyph
            state={step.keep ? "ok" : "critical"}
            label={step.keep ? "kept" : "dropped here"}
            size={12}
          />
          <code className="mono">{step.words}</code>
          {step.keep ? (
            step.changes.length === 0 ? (
              <span className="muted">changes nothing</span>
            ) : (
              <span className={styles.chips}>
                {step.changes.map((change) => (
                  <Change key={change.label} change={change} />
                ))}
              </span>
            )
          ) : (
            <b className="med">drops the target</b>
          )}
        </li>
      ))}
    </ol>
  );
}
