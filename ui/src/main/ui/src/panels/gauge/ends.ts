import { endsOf } from "../display";
import type { Field } from "../frames";

/** Ends of a dial or bar: as set, else of the unit, else from zero to the largest value. */
export function gaugeEnds(field: Field): { min: number; max: number } {
  const { unit, custom: _custom, min, max } = field.config;
  const natural = unit === "percent" ? 100 : unit === "percentunit" ? 1 : undefined;
  const data = endsOf({ ...field, config: { ...field.config, min: undefined, max: undefined } });
  const limits =
    (field.config.thresholds?.mode ?? "absolute") === "absolute"
      ? (field.config.thresholds?.steps ?? [])
      : [];
  const reach = Math.max(data.max, ...limits.map((s) => s.value ?? Number.NEGATIVE_INFINITY));
  const low = min ?? (natural === undefined ? Math.min(0, data.min) : 0);
  const high = max ?? natural ?? reach;
  return high > low ? { min: low, max: high } : { min: low, max: low + 1 };
}
