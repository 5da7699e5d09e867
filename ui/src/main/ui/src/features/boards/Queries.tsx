import { ArrowDown, ArrowUp, Copy, Eye, EyeOff, Plus, X } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "../../components/controls";
import { Glyph } from "../../components/Glyph";
import { EditorSlot } from "../../components/promql/EditorSlot";
import { QuotedQuery } from "../../components/states";
import type { Panel, Query } from "../../lib/board/model";
import { shortError } from "../../lib/promql";
import styles from "./boards.module.css";
import { useBoardView } from "./context";
import { useAnswer } from "./PanelCard";
import { SettingField } from "./SettingField";
import { type Setting, valueAt, withValue } from "./settingsOf";

const OPTIONS: Setting[] = [
  { path: "legend", label: "Legend", kind: "text", placeholder: "{{instance}}" },
  {
    path: "mode",
    label: "Asks",
    kind: "select",
    fallback: "range",
    choices: [
      ["range", "over the range"],
      ["instant", "at its end"],
      ["both", "both"],
    ],
  },
  {
    path: "shape",
    label: "As",
    kind: "select",
    fallback: "series",
    choices: [
      ["series", "series"],
      ["table", "one table"],
      ["heatmap", "heat map"],
    ],
  },
  { path: "interval", label: "Least step", kind: "text", placeholder: "auto" },
  { path: "exemplars", label: "Exemplars", kind: "switch" },
];

function nextRef(queries: readonly Query[]): string {
  const taken = new Set(queries.map((q) => q.ref));
  for (let code = 65; code < 91; code++) {
    const ref = String.fromCharCode(code);
    if (!taken.has(ref)) {
      return ref;
    }
  }
  return `Q${queries.length + 1}`;
}

interface RowProps {
  query: Query;
  panelKey: string;
  first: boolean;
  last: boolean;
  onChange: (query: Query) => void;
  onMove: (by: -1 | 1) => void;
  onCopy: () => void;
  onRemove?: () => void;
}

function Row({ query, panelKey, first, last, onChange, onMove, onCopy, onRemove }: RowProps) {
  const [text, setText] = useState(query.expr ?? "");
  const [base, setBase] = useState(query.expr);
  if (base !== query.expr) {
    setBase(query.expr);
    setText(query.expr ?? "");
  }
  const { feed } = useBoardView();
  const { error, frames } = useAnswer(panelKey);
  const run = () => (text === query.expr ? feed.retry(panelKey) : onChange({ ...query, expr: text }));
  const mine = error?.ref === query.ref ? error : undefined;
  const series = frames.filter((f) => f.ref === query.ref).length;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: leaving the query runs it; its fields have the focus
    <div
      className={styles.query}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget) && text !== (query.expr ?? "")) {
          run();
        }
      }}
    >
      <div className={styles.qline}>
        <span className={styles.letter}>{query.ref}</span>
        <span className={styles.edit}>
          <EditorSlot
            value={text}
            label={`Query ${query.ref}`}
            variables
            autoFocus={first && text === ""}
            onChange={setText}
            onRun={run}
            onFocus={() => undefined}
          />
        </span>
        <Button onClick={run} title="Run (Shift+Enter)">
          Run
        </Button>
        <IconButton
          icon={query.hidden ? EyeOff : Eye}
          label={query.hidden ? `Show query ${query.ref}` : `Hide query ${query.ref}`}
          aria-pressed={query.hidden === true}
          onClick={() => onChange({ ...query, hidden: query.hidden ? undefined : true })}
        />
        <IconButton
          icon={ArrowUp}
          label={`Query ${query.ref} up`}
          disabled={first}
          onClick={() => onMove(-1)}
        />
        <IconButton
          icon={ArrowDown}
          label={`Query ${query.ref} down`}
          disabled={last}
          onClick={() => onMove(1)}
        />
        <IconButton icon={Copy} label={`Copy query ${query.ref}`} onClick={onCopy} />
        {onRemove && <IconButton icon={X} label={`Remove query ${query.ref}`} onClick={onRemove} />}
      </div>
      {mine && (
        <p className="t12">
          <span className="c-critical row g6">
            <Glyph state="critical" label={false} />
            {shortError(mine.message)}
          </span>
          {mine.query && <QuotedQuery query={mine.query} message={mine.message} />}
        </p>
      )}
      <div className={styles.qopts}>
        {OPTIONS.map((setting) => (
          <SettingField
            key={setting.path}
            setting={setting}
            value={valueAt(query, setting.path)}
            onChange={(value) => onChange(withValue(query, setting.path, value))}
          />
        ))}
        <span className="muted end">{text !== (query.expr ?? "") ? "not run yet" : `${series} series`}</span>
      </div>
    </div>
  );
}

/** The queries of a panel, with completion; or those of another panel. */
export function Queries({
  panel,
  panelKey,
  others,
  onChange,
}: {
  panel: Panel;
  panelKey: string;
  others: Panel[];
  onChange: (panel: Panel) => void;
}) {
  const queries = panel.queries ?? [];
  const set = (next: Query[]) => onChange({ ...panel, queries: next });
  const at = (i: number, query: Query) => set(queries.map((q, j) => (j === i ? query : q)));
  const move = (i: number, by: number) => {
    const next = [...queries];
    const [one] = next.splice(i, 1);
    if (one) {
      next.splice(i + by, 0, one);
    }
    set(next);
  };
  const shared = queries[0]?.panel;
  return (
    <section className="panel" aria-label="Queries">
      <div className="ph">
        <h2>Queries</h2>
        <span className="end">
          <label className="t12 muted row g6">
            take those of
            <select
              className={styles.sel}
              value={shared ?? ""}
              onChange={(event) =>
                set(
                  event.target.value === ""
                    ? [{ ref: "A", expr: "" }]
                    : [{ ref: "A", panel: Number(event.target.value) }],
                )
              }
            >
              <option value="">no other panel</option>
              {others.map((p) => (
                <option key={p.id} value={p.id}>
                  {p.title || `Panel ${p.id}`}
                </option>
              ))}
            </select>
          </label>
        </span>
      </div>
      {shared === undefined && (
        <>
          {queries.map((query, i) => (
            <Row
              key={query.ref}
              query={query}
              panelKey={panelKey}
              first={i === 0}
              last={i === queries.length - 1}
              onChange={(next) => at(i, next)}
              onMove={(by) => move(i, by)}
              onCopy={() => set([...queries, { ...query, ref: nextRef(queries) }])}
              onRemove={queries.length > 1 ? () => set(queries.filter((_, j) => j !== i)) : undefined}
            />
          ))}
          <div className="pb" style={{ paddingTop: 8 }}>
            <Button icon={Plus} onClick={() => set([...queries, { ref: nextRef(queries), expr: "" }])}>
              Add a query
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
