import { Check } from "lucide-react";
import { useState } from "react";
import {
  describeRange,
  editableEnd,
  PRESETS,
  parseInstant,
  parseRangeText,
  resolveRange,
  type TimeRange,
} from "../../lib/time/range";
import { fullTime } from "../../lib/time/zone";
import { Button, Field } from "../controls";
import { recentRanges, rememberRange } from "./recent";
import { useTime } from "./TimeContext";
import styles from "./time.module.css";
import { ZoneChoice } from "./ZoneChoice";

const same = (a: TimeRange, b: TimeRange) => a.from === b.from && a.to === b.to;

function Ends({ onApply }: { onApply: (range: TimeRange) => void }) {
  const { range, zone } = useTime();
  const [now] = useState(() => Date.now());
  const [from, setFrom] = useState(() => editableEnd(range.from, now, zone));
  const [to, setTo] = useState(() => editableEnd(range.to, now, zone));
  const normal = (end: string) => {
    const millis = parseInstant(end, now, zone);
    return end.trim().startsWith("now") || millis === undefined ? end.trim() : new Date(millis).toISOString();
  };
  const typed = { from: normal(from), to: normal(to) };
  const readable = resolveRange(typed, now, zone) !== undefined;
  const onKeyDown = (event: React.KeyboardEvent) => event.key === "Enter" && readable && onApply(typed);
  const invalid = (end: string) => parseInstant(end, now, zone) === undefined;
  return (
    <div className={styles.ends}>
      <span className="muted">From</span>
      <Field label="From" value={from} onChange={setFrom} onKeyDown={onKeyDown} invalid={invalid(from)} />
      <span className="muted">To</span>
      <Field label="To" value={to} onChange={setTo} onKeyDown={onKeyDown} invalid={invalid(to)} />
      <span />
      <Button disabled={!readable} onClick={() => onApply(typed)}>
        {readable ? "Show this range" : "From must lie before to"}
      </Button>
    </div>
  );
}

function Preview({ text, range }: { text: string; range: TimeRange | undefined }) {
  const { zone, now } = useTime();
  const at = range && resolveRange(range, now, zone);
  if (text.trim() === "") {
    return (
      <p className={`muted ${styles.preview}`}>last 90m · yesterday 09:00 to 11:00 · an ISO or epoch time</p>
    );
  }
  return (
    <p className={`${at ? "muted" : "c-critical"} ${styles.preview}`} aria-live="polite">
      {at ? `${fullTime(at.fromMillis, zone)} to ${fullTime(at.toMillis, zone)}` : "not a time range yet"}
    </p>
  );
}

/** One field that reads what people paste, the usual ranges, and both ends for those who want them exact. */
export function TimePanel({ onDone }: { onDone: () => void }) {
  const time = useTime();
  const [text, setText] = useState("");
  const typed = text.trim() === "" ? undefined : parseRangeText(text, time.now, time.zone);
  const recent = recentRanges();
  const choose = (range: TimeRange, keep = false) => {
    if (keep) {
      rememberRange(range);
    }
    time.setRange(range);
    onDone();
  };
  return (
    <div className={styles.panel}>
      <div className={styles.left}>
        <Field
          label="Time range as text"
          placeholder="Type or paste a range"
          value={text}
          onChange={setText}
          invalid={text.trim() !== "" && !typed}
          onKeyDown={(event) => event.key === "Enter" && typed && choose(typed, true)}
        />
        <Preview text={text} range={typed} />
        <ul>
          {PRESETS.map((preset) => (
            <li key={preset.label}>
              <button
                type="button"
                aria-pressed={same(preset.range, time.range)}
                onClick={() => choose(preset.range)}
              >
                {preset.label}
                {same(preset.range, time.range) && <Check className="i s" aria-hidden />}
              </button>
            </li>
          ))}
        </ul>
      </div>
      <div className={styles.right}>
        <Ends onApply={(range) => choose(range, true)} />
        {recent.length > 0 && (
          <>
            <div className="caps">Recent</div>
            <ul>
              {recent.map((range) => (
                <li key={`${range.from} ${range.to}`}>
                  <button type="button" onClick={() => choose(range, true)}>
                    {describeRange(range, time.now, time.zone)}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
        <ZoneChoice />
      </div>
    </div>
  );
}
