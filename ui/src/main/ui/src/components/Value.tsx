import { format, type Unit } from "../lib/units";

export interface ValueProps {
  value: number | null | undefined;
  unit: Unit;
}

/** A number with its unit smaller and muted; the exact value is in the tooltip. */
export function Value({ value, unit }: ValueProps) {
  const { value: number, unit: name } = format(value, unit);
  return (
    <span title={value === null || value === undefined ? undefined : String(value)}>
      {number}
      {name && <span className="unit">{name}</span>}
    </span>
  );
}

export interface MeterProps {
  /** 0 to 1. */
  share: number;
  state?: "warning" | "critical";
  label: string;
}

/** A bar without a state is neutral: only trouble has a colour. */
export function Meter({ share, state, label }: MeterProps) {
  const percent = Math.min(100, Math.max(0, share * 100));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a meter element cannot be drawn 4 px high in every browser
    <span
      className="meter"
      data-st={state}
      role="meter"
      aria-label={label}
      aria-valuenow={Math.round(percent)}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <i style={{ width: `${percent}%` }} />
    </span>
  );
}
