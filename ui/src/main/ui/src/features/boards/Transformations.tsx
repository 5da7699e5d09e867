import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "../../components/controls";
import type { Transformation } from "../../lib/board/model";
import styles from "./boards.module.css";
import { SettingField } from "./SettingField";
import { valueAt, withValue } from "./settingsOf";
import { STEP_IDS, STEPS } from "./transformationKinds";

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
          const kind = STEPS[step.id];
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
              set([...value, { id, options: STEPS[id].start ?? {} }]);
            }}
          >
            <option value="">add a step</option>
            {STEP_IDS.map((id) => (
              <option key={id} value={id}>
                {STEPS[id].name}: {STEPS[id].about.toLowerCase()}
              </option>
            ))}
          </select>
        </span>
      </div>
    </section>
  );
}
