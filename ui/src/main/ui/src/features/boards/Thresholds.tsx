import { Plus, X } from "lucide-react";
import { Button, IconButton } from "../../components/controls";
import type { Field } from "../../lib/board/model";
import styles from "./boards.module.css";
import { ColorField, SettingField } from "./SettingField";

type Thresholds = NonNullable<Field["thresholds"]>;
const FRESH: Thresholds = { mode: "absolute", steps: [{ value: null, color: "green" }] };

/** Values from which on another colour holds; the first step is everything below. */
export function ThresholdsEditor({
  value,
  onChange,
}: {
  value: Thresholds | undefined;
  onChange: (value: Thresholds | undefined) => void;
}) {
  const { mode, steps } = value ?? FRESH;
  const set = (next: Thresholds["steps"]) =>
    onChange({
      mode,
      steps: [...next].sort(
        (a, b) => (a.value ?? Number.NEGATIVE_INFINITY) - (b.value ?? Number.NEGATIVE_INFINITY),
      ),
    });
  const add = () => {
    const last = steps.at(-1)?.value;
    set([...steps, { value: last === null || last === undefined ? 80 : last + 10, color: "red" }]);
  };
  return (
    <div className={styles.form}>
      {steps.map((step, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps are told apart by their order
        <div key={i} className="row g6">
          <span style={{ width: 84, flex: "none" }}>
            {step.value === null ? (
              <span className="muted t12">below</span>
            ) : (
              <SettingField
                setting={{ path: "value", label: "", kind: "number" }}
                value={step.value}
                onChange={(next) =>
                  set(steps.map((s, j) => (j === i ? { ...s, value: Number(next ?? 0) } : s)))
                }
              />
            )}
          </span>
          <ColorField
            label={`Colour of step ${i + 1}`}
            value={step.color}
            onChange={(color) => set(steps.map((s, j) => (j === i ? { ...s, color } : s)))}
          />
          {step.value !== null && (
            <IconButton
              icon={X}
              label={`Remove step ${i + 1}`}
              onClick={() => set(steps.filter((_, j) => j !== i))}
            />
          )}
        </div>
      ))}
      <span className="row">
        <Button icon={Plus} onClick={add}>
          Step
        </Button>
        <label className="row g6 t12 end">
          <input
            type="checkbox"
            checked={mode === "percentage"}
            onChange={(event) => onChange({ mode: event.target.checked ? "percentage" : "absolute", steps })}
          />
          in percent of the ends
        </label>
      </span>
    </div>
  );
}
