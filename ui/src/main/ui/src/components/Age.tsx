import { readableDuration } from "../lib/time/duration";
import { Glyph } from "./Glyph";

/** Says in a title row that what is shown is no longer renewed, and for how long. */
export function Age({ since, now }: { since: number | undefined; now: number }) {
  if (since === undefined) {
    return null;
  }
  return (
    <span className="row g6 t12 muted" role="status">
      <Glyph state="warning" label="Stale" />
      {readableDuration(Math.max(1000, Math.floor((now - since) / 1000) * 1000))} old
    </span>
  );
}
