import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "../../components/controls";
import type { Transformation } from "../../lib/board/model";
import styles from "./boards.module.css";
import { SettingField } from "./SettingField";
import { type Setting, valueAt, withValue } from "./settingsOf";

interface Kind {
  name: string;
  about: string;
  start?: Record<string, unknown>;
  settings?: Setting[];
}

const t = (path: string, label: string, placeholder?: string): Setting => ({
  path,
  label,
  kind: "text",
  placeholder,
});
const n = (path: string, label: string): Setting => ({ path, label, kind: "number" });
const s = (path: string, label: string): Setting => ({ path, label, kind: "switch" });
const c = (path: string, label: string, words: string): Setting => ({
  path,
  label,
  kind: "select",
  fallback: words.split(" ")[0],
  choices: words.split(" ").map((w) => [w, w] as const),
});

const KINDS: Record<Transformation["id"], Kind> = {
  organize: {
    name: "Organise fields",
    about: "Order, hide and rename fields",
    start: { excludeByName: {}, indexByName: {}, renameByName: {} },
  },
  merge: { name: "Merge", about: "Rows of all frames into one table" },
  groupBy: { name: "Group by", about: "One row for each value, others reduced", start: { fields: {} } },
  extractFields: {
    name: "Extract fields",
    about: "Parts of a text as fields",
    settings: [
      t("source", "Field"),
      c("format", "Form", "auto json kvp regexp delimiter"),
      t("regExp", "Pattern"),
      s("replace", "Drop the rest"),
    ],
  },
  filterByValue: {
    name: "Filter rows",
    about: "Keep or drop rows by value",
    start: { filters: [], type: "include", match: "any" },
  },
  sortBy: {
    name: "Sort",
    about: "Rows by a field",
    start: { sort: [{ field: "" }] },
    settings: [t("sort.0.field", "Field"), s("sort.0.desc", "Largest first")],
  },
  calculateField: {
    name: "Calculate",
    about: "A field from others",
    start: { mode: "reduceRow", reduce: { reducer: "sum" } },
  },
  seriesToRows: { name: "Series to rows", about: "Time, metric and value as three columns" },
  filterFieldsByName: {
    name: "Choose fields",
    about: "Fields by name or pattern",
    start: { include: { pattern: "" } },
    settings: [t("include.pattern", "Keep /…/"), t("exclude.pattern", "Drop /…/")],
  },
  filterByRefId: { name: "Choose queries", about: "Frames by query", settings: [t("include", "Query")] },
  reduce: {
    name: "Reduce",
    about: "One value of each field",
    start: { reducers: ["lastNotNull"] },
    settings: [
      c("mode", "To", "seriesToRows reduceFields"),
      { path: "reducers", label: "Values", kind: "reducers" },
      s("labelsToFields", "Labels as columns"),
    ],
  },
  partitionByValues: {
    name: "Partition",
    about: "A frame for each value",
    start: { fields: [] },
    settings: [{ path: "fields", label: "Fields", kind: "list" }],
  },
  joinByField: {
    name: "Join",
    about: "Frames side by side on a field",
    settings: [t("byField", "Field", "Time"), c("mode", "How", "outer inner")],
  },
  groupingToMatrix: {
    name: "Matrix",
    about: "A grid of two fields",
    settings: [t("columnField", "Columns"), t("rowField", "Rows"), t("valueField", "Cells")],
  },
  limit: {
    name: "Limit",
    about: "The first rows",
    start: { limitField: 10 },
    settings: [n("limitField", "Rows")],
  },
  labelsToFields: {
    name: "Labels to fields",
    about: "Labels as columns",
    settings: [c("mode", "As", "columns rows"), t("valueLabel", "Value's name from")],
  },
  convertFieldType: {
    name: "Convert types",
    about: "Text to numbers, numbers to times",
    start: { conversions: [] },
  },
  renameByRegex: {
    name: "Rename by pattern",
    about: "Parts of names replaced",
    start: { regex: "", renamePattern: "" },
    settings: [t("regex", "Pattern"), t("renamePattern", "Becomes", "$1")],
  },
  concatenate: { name: "Concatenate", about: "All fields in one frame" },
  configFromData: {
    name: "Settings from data",
    about: "Min, max, thresholds from a query",
    start: { configRefId: "B", mappings: [] },
  },
  rowsToFields: { name: "Rows to fields", about: "Each row a field" },
  histogram: {
    name: "Histogram",
    about: "Counts of values in buckets",
    settings: [n("bucketSize", "Bucket size"), n("bucketOffset", "Offset"), s("combine", "All together")],
  },
  timeSeriesTable: { name: "Series as cells", about: "A row for each series, with its line" },
  transpose: { name: "Transpose", about: "Rows become columns" },
  formatTime: {
    name: "Format times",
    about: "Times as text",
    settings: [t("timeField", "Field"), t("outputFormat", "Form", "YYYY-MM-DD HH:mm")],
  },
  formatString: {
    name: "Format text",
    about: "Case and parts of text",
    settings: [t("stringField", "Field"), c("outputFormat", "Form", "Upper Lower Title Trim")],
  },
};

const IDS = Object.keys(KINDS) as Transformation["id"][];

function Options({
  value,
  onChange,
}: {
  value: Record<string, unknown>;
  onChange: (value: Record<string, unknown>) => void;
}) {
  const text = JSON.stringify(value, null, 2);
  const [draft, setDraft] = useState(text);
  const [base, setBase] = useState(text);
  const [wrong, setWrong] = useState<string>();
  if (base !== text) {
    setBase(text);
    setDraft(text);
  }
  const commit = () => {
    try {
      onChange(JSON.parse(draft) as Record<string, unknown>);
      setWrong(undefined);
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <textarea
        className={styles.text}
        aria-label="All options as JSON"
        spellCheck={false}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
      />
      {wrong && <span className="c-critical t12">{wrong}</span>}
    </>
  );
}

/** An option in a list such as `sort.0.field` has a number in its path. */
function withOption(options: Record<string, unknown>, path: string, value: unknown): Record<string, unknown> {
  const list = /^(\w+)\.0\.(\w+)$/.exec(path);
  if (list?.[1] && list[2]) {
    const first = (options[list[1]] as Record<string, unknown>[] | undefined)?.[0] ?? {};
    return { ...options, [list[1]]: [{ ...first, [list[2]]: value }] };
  }
  return withValue(options, path, value);
}

/** Steps between the answers and what is drawn. */
export function Transformations({
  value = [],
  onChange,
}: {
  value?: Transformation[];
  onChange: (value: Transformation[] | undefined) => void;
}) {
  const [open, setOpen] = useState<number>();
  const set = (next: Transformation[]) => onChange(next.length > 0 ? next : undefined);
  const at = (i: number, next: Transformation) => set(value.map((each, j) => (j === i ? next : each)));
  const move = (i: number, by: number) => {
    const next = [...value];
    const [one] = next.splice(i, 1);
    if (one) {
      next.splice(i + by, 0, one);
    }
    set(next);
  };
  return (
    <section className="panel" aria-label="Transformations">
      <div className="ph">
        <h2>Transformations</h2>
        <span className="sub">steps between the answers and the picture</span>
      </div>
      <div className={styles.form}>
        {value.map((step, i) => {
          const kind = KINDS[step.id];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps are told apart by their order
            <div key={i} className={styles.item}>
              <span className="row g6">
                <b className="t12">{kind.name}</b>
                <span className="muted t12 ell">{kind.about}</span>
                <span className="end row g4">
                  <label className="row g4 t12">
                    <input
                      type="checkbox"
                      checked={step.disabled !== true}
                      onChange={(event) =>
                        at(i, { ...step, disabled: event.target.checked ? undefined : true })
                      }
                    />
                    on
                  </label>
                  <IconButton icon={ArrowUp} label="Earlier" disabled={i === 0} onClick={() => move(i, -1)} />
                  <IconButton
                    icon={ArrowDown}
                    label="Later"
                    disabled={i === value.length - 1}
                    onClick={() => move(i, 1)}
                  />
                  <Button
                    kind="ghost"
                    aria-expanded={open === i}
                    onClick={() => setOpen(open === i ? undefined : i)}
                  >
                    JSON
                  </Button>
                  <IconButton
                    icon={X}
                    label={`Remove ${kind.name}`}
                    onClick={() => set(value.filter((_, j) => j !== i))}
                  />
                </span>
              </span>
              {kind.settings?.map((setting) => (
                <SettingField
                  key={setting.path}
                  setting={setting}
                  value={valueAt(step.options, setting.path)}
                  onChange={(next) =>
                    at(i, { ...step, options: withOption(step.options, setting.path, next) })
                  }
                />
              ))}
              {(open === i || !kind.settings) && (
                <Options value={step.options} onChange={(options) => at(i, { ...step, options })} />
              )}
            </div>
          );
        })}
        <span className="row g6">
          <Plus className="i s" aria-hidden />
          <select
            className={styles.sel}
            aria-label="Add a transformation"
            value=""
            onChange={(event) => {
              const id = event.target.value as Transformation["id"];
              set([...value, { id, options: KINDS[id].start ?? {} }]);
            }}
          >
            <option value="">add a step</option>
            {IDS.map((id) => (
              <option key={id} value={id}>
                {KINDS[id].name}: {KINDS[id].about.toLowerCase()}
              </option>
            ))}
          </select>
        </span>
      </div>
    </section>
  );
}
