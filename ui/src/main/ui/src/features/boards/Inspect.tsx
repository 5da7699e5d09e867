import { Modal } from "@mantine/core";
import { useState } from "react";
import { Button, CopyButton, Segmented } from "../../components/controls";
import type { PlacedPanel } from "../../lib/board/repeat";
import { intervalText } from "../../lib/board/steps";
import { readableDuration } from "../../lib/time/duration";
import { group } from "../../lib/units";
import styles from "./boards.module.css";
import { useBoardView } from "./context";
import { saveTable, shownFrames } from "./download";
import { useAnswer } from "./PanelCard";
import { type Sheet, sheetsOf } from "./tables";

const MAX_ROWS = 500;

const VIEWS = [
  { value: "query", label: "Queries" },
  { value: "data", label: "Data" },
  { value: "json", label: "JSON" },
] satisfies { value: View; label: string }[];
type View = "query" | "data" | "json";

function text(value: unknown): string {
  return value === null || value === undefined
    ? "–"
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
}

function SheetTable({ sheet }: { sheet: Sheet }) {
  const rows = sheet.rows.slice(0, MAX_ROWS);
  return (
    <div style={{ overflow: "auto", maxHeight: "52vh" }}>
      <table className="t" style={{ tableLayout: "auto" }}>
        <thead>
          <tr>
            {sheet.columns.map((name, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns may have one name
              <th key={i} className={i > 0 ? "num" : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
            <tr key={i}>
              {row.map((value, j) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={j} className={typeof value === "number" ? "num" : undefined}>
                  {text(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {sheet.rows.length > rows.length && (
        <p className="muted t12">
          The first {group(rows.length)} of {group(sheet.rows.length)} rows; the CSV has all.
        </p>
      )}
    </div>
  );
}

function Queries({ placed }: { placed: PlacedPanel }) {
  const { plan, tookMillis } = useAnswer(placed.key);
  const { feed } = useBoardView();
  return (
    <>
      {plan?.queries.map(({ query, expr, stepMillis }) => (
        <div key={query.ref} className={styles.item}>
          <span className="row">
            <b className="mono">{query.ref}</b>
            <span className="muted t12">
              {query.mode ?? "range"}
              {stepMillis > 0 && `, a point each ${intervalText(stepMillis)}`}
            </span>
            <span className="end">
              <CopyButton text={expr} label={`Copy query ${query.ref}`} />
            </span>
          </span>
          <code className="mono" style={{ overflowWrap: "anywhere" }}>
            {expr}
          </code>
        </div>
      ))}
      <p className="muted t12">
        {plan && readableDuration(plan.time.toMillis - plan.time.fromMillis)} of time
        {tookMillis !== undefined && `, answered in ${Math.round(tookMillis)} ms with the rest of the board`}
        <Button kind="ghost" onClick={() => feed.retry(placed.key)}>
          Ask again
        </Button>
      </p>
    </>
  );
}

/** What is behind a panel: the queries as they were asked, the data as it came, and the panel's own text. */
export function Inspect({ placed, onClose }: { placed: PlacedPanel; onClose: () => void }) {
  const view = useBoardView();
  const [shown, setShown] = useState<View>("query");
  const [raw, setRaw] = useState(false);
  const answer = useAnswer(placed.key);
  const title = placed.panel.title || `Panel ${placed.panel.id}`;
  const frames = raw ? answer.frames : shownFrames(view, placed);
  const json = JSON.stringify({ panel: placed.panel, frames: answer.frames }, null, 2);
  return (
    <Modal opened onClose={onClose} title={`Inspect ${title}`} size={960}>
      <div className={styles.dialog}>
        <span className="row g12">
          <Segmented label="What to look at" choices={VIEWS} value={shown} onChange={setShown} />
          {shown === "data" && (
            <label className="row g6 t12">
              <input type="checkbox" checked={raw} onChange={(event) => setRaw(event.target.checked)} />
              before transformations
            </label>
          )}
          <span className="end row">
            {shown === "data" && <Button onClick={() => saveTable(view, placed, title)}>Download CSV</Button>}
            {shown === "json" && <CopyButton text={json} label="Copy the JSON" />}
          </span>
        </span>
        {answer.error && <p className="c-critical t12">{answer.error.message}</p>}
        {shown === "query" && <Queries placed={placed} />}
        {shown === "data" && sheetsOf(frames).map((sheet) => <SheetTable key={sheet.name} sheet={sheet} />)}
        {shown === "data" && frames.length === 0 && (
          <p className="muted t12">No series came back for this time range and these variables.</p>
        )}
        {shown === "json" && (
          <textarea
            className={styles.text}
            style={{ minHeight: "46vh" }}
            readOnly
            aria-label="JSON"
            value={json}
          />
        )}
      </div>
    </Modal>
  );
}
