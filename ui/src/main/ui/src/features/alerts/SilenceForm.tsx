import { useId, useState } from "react";
import { type Silence, setSilence, toApiMatcher } from "../../api/alerting";
import { Button, Field, Segmented } from "../../components/controls";
import { Glyph } from "../../components/Glyph";
import { Panel } from "../../components/Panel";
import { messageOf } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { matchesAll, parseMatchers } from "../../lib/matchers";
import { readableDuration } from "../../lib/time/duration";
import { parseWhen } from "../../lib/time/when";
import { fullTime, isoWall, type Zone, zoneName } from "../../lib/time/zone";
import styles from "./alerts.module.css";
import { type Firing, whereOf } from "./model";
import { matchersTextOf } from "./silences";
import type { Actions } from "./useActions";
import { useWho } from "./useWho";
import { rememberMe } from "./who";

const HOUR = 3_600_000;
const LENGTHS = { "30m": HOUR / 2, "1h": HOUR, "4h": 4 * HOUR, "1d": 24 * HOUR } as const;
type Length = keyof typeof LENGTHS | "until";
const SHOWN = 8;

export interface SilenceFormProps {
  /** The one to change, or to copy. */
  from?: Silence;
  isCopy: boolean;
  match?: string;
  firing: readonly Firing[];
  actions: Actions;
  onDone: () => void;
}

/** What a silence would lie over right now. */
function Preview({ text, firing }: { text: string; firing: readonly Firing[] }) {
  const { matchers, error } = parseMatchers(text);
  if (error || matchers.length === 0) {
    return null;
  }
  const hit = firing.filter((a) => matchesAll(matchers, a.labels));
  return (
    <div aria-live="polite">
      <p className="t12">
        Matches <b className="med">{hit.length}</b> of {firing.length} firing.
        {hit.length === 0 && <span className="muted"> It will lie over what fires later.</span>}
      </p>
      <ul>
        {hit.slice(0, SHOWN).map((a) => (
          <li key={a.id} className="row g6 t12">
            <Glyph state={a.severity} />
            {a.name} <span className="muted ell">{whereOf(a.labels)}</span>
          </li>
        ))}
        {hit.length > SHOWN && <li className="muted t12">and {hit.length - SHOWN} more</li>}
      </ul>
    </div>
  );
}

const isoOf = (text: string, zone: Zone) => isoWall(Date.parse(text), zone);

/** What the form begins with: an older silence, or the labels of an alert. */
function useDraft({ from, isCopy, match }: SilenceFormProps) {
  const { now, zone } = useTime();
  const { name } = useWho();
  const old = isCopy ? undefined : from;
  const [text, setText] = useState(from ? matchersTextOf(from) : (match ?? ""));
  const [length, setLength] = useState<Length>(old ? "until" : "1h");
  const [start, setStart] = useState(old ? isoOf(old.startsAt, zone) : "now");
  const [end, setEnd] = useState(old ? isoOf(old.endsAt, zone) : "tomorrow 09:00");
  const [comment, setComment] = useState(from?.comment ?? "");
  const [author, setAuthor] = useState(old?.createdBy ?? name);
  const startsAt = parseWhen(start, now, zone);
  const endsAt =
    length === "until"
      ? parseWhen(end, now, zone)
      : startsAt === undefined
        ? undefined
        : startsAt + LENGTHS[length];
  return {
    ...{ text, setText, length, setLength, start, setStart, end, setEnd, comment, setComment },
    ...{ author, setAuthor, startsAt, endsAt, old },
    parsed: parseMatchers(text),
    badTimes: startsAt === undefined || endsAt === undefined || endsAt <= Math.max(now, startsAt),
  };
}

type Draft = ReturnType<typeof useDraft>;

function isReady({ parsed, badTimes, comment, author }: Draft): boolean {
  return (
    !parsed.error && parsed.matchers.length > 0 && !badTimes && comment.trim() !== "" && author.trim() !== ""
  );
}

/** From when until when, in the zone of the page. */
function Times({ draft }: { draft: Draft }) {
  const { zone } = useTime();
  const { length, start, end, startsAt, endsAt, badTimes } = draft;
  return (
    <>
      <div className={styles.field}>
        <span className={styles.label}>How long</span>
        <Segmented<Length>
          label="How long"
          choices={[
            { value: "30m", label: "30 min" },
            { value: "1h", label: "1 h" },
            { value: "4h", label: "4 h" },
            { value: "1d", label: "1 d" },
            { value: "until", label: "until …" },
          ]}
          value={length}
          onChange={draft.setLength}
        />
      </div>
      <div className={styles.pairs}>
        <div className={styles.field}>
          <span className={styles.label}>From</span>
          <Field
            label="From"
            value={start}
            onChange={draft.setStart}
            className="lg"
            invalid={startsAt === undefined}
          />
        </div>
        {length === "until" && (
          <div className={styles.field}>
            <span className={styles.label}>Until</span>
            <Field
              label="Until"
              value={end}
              onChange={draft.setEnd}
              className="lg"
              invalid={endsAt === undefined}
            />
          </div>
        )}
      </div>
      <span className={styles.hint} data-bad={badTimes || undefined}>
        {badTimes
          ? `Times such as now, 22:00, sat 10:00, tomorrow 09:00 or 2026-02-12 14:00, in ${zoneName(zone)}; the end lies ahead and after the start.`
          : `${fullTime(startsAt ?? 0, zone)} to ${fullTime(endsAt ?? 0, zone)}, ${readableDuration((endsAt ?? 0) - (startsAt ?? 0))}.`}
      </span>
    </>
  );
}

export function SilenceForm(props: SilenceFormProps) {
  const { from, isCopy, firing, actions, onDone } = props;
  const { zone } = useTime();
  const id = useId();
  const draft = useDraft(props);
  const { text, parsed, comment, author, startsAt, endsAt, old } = draft;
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  const ready = isReady(draft);

  const save = async () => {
    if (!ready || startsAt === undefined || endsAt === undefined) {
      return;
    }
    setBusy(true);
    try {
      const made = await setSilence({
        id: old?.id,
        matchers: parsed.matchers.map(toApiMatcher),
        startsAt: new Date(startsAt).toISOString(),
        endsAt: new Date(endsAt).toISOString(),
        createdBy: author.trim(),
        comment: comment.trim(),
      });
      rememberMe(author.trim());
      actions.reask();
      actions.toast({
        text: `Silenced until ${fullTime(endsAt, zone)}`,
        undo: () => void actions.expire([made]),
      });
      onDone();
    } catch (error) {
      setRefusal(messageOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Panel
      title={old ? "Change the silence" : from && isCopy ? "Copy of a silence" : "New silence"}
      className={styles.ruleGroup}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className={styles.field}>
          <label htmlFor={`${id}m`}>What</label>
          <textarea
            id={`${id}m`}
            className="mono"
            rows={Math.min(6, 1 + Math.floor(text.length / 60))}
            value={text}
            spellCheck={false}
            placeholder={'alertname="TargetDown", instance=~"db.*"'}
            aria-invalid={parsed.error !== undefined || undefined}
            onChange={(event) => draft.setText(event.target.value)}
          />
          {parsed.error && (
            <span className={styles.hint} data-bad role="alert">
              at {parsed.error.at + 1}: {text.slice(parsed.error.at) || "the end"} (expected:{" "}
              {parsed.error.expected})
            </span>
          )}
          <Preview text={text} firing={firing} />
        </div>
        <Times draft={draft} />
        <div className={styles.field}>
          <label htmlFor={`${id}c`}>Why</label>
          <textarea
            id={`${id}c`}
            rows={2}
            value={comment}
            placeholder="Rolled back, watching"
            onChange={(event) => draft.setComment(event.target.value)}
          />
        </div>
        <div className={styles.field}>
          <span className={styles.label}>Who</span>
          <Field label="Who" value={author} onChange={draft.setAuthor} className="lg" placeholder="ann" />
        </div>
        {refusal && (
          <p className={styles.hint} data-bad role="alert">
            {refusal}
          </p>
        )}
        <div className="row">
          <Button kind="primary" type="submit" className="lg" disabled={!ready || busy}>
            {old ? "Save" : "Silence"}
          </Button>
          <Button kind="ghost" className="lg" onClick={onDone}>
            Cancel
          </Button>
        </div>
      </form>
    </Panel>
  );
}
