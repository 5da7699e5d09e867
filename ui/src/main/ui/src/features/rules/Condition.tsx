import { CopyButton, Field, Segmented } from "../../components/controls";
import { Glyph } from "../../components/Glyph";
import { EditorSlot } from "../../components/promql/EditorSlot";
import { errorPlace } from "../../lib/promql";
import { type Form, KIND_KEYS, KINDS, type Kind, subjectOf } from "./form";
import styles from "./rules.module.css";
import { Examples, SentenceField } from "./SentenceField";
import type { Played } from "./usePreview";
import { type Known, type Trouble, troubleOf } from "./words";

const KIND_WORDS: Record<Kind, string> = {
  threshold: "Threshold",
  spike: "Spike",
  growth: "Growth",
  absent: "Absent",
  heartbeat: "Heartbeat",
  repeated: "Repeated",
  anomaly: "Anomaly",
};

const KIND_HELP: Record<Kind, string> = {
  threshold: "a value passes a limit",
  spike: "the last minutes are many times what was usual",
  growth: "a straight line through the past reaches a limit soon",
  absent: "samples stop coming",
  heartbeat: "a time that is told is too long ago",
  repeated: "a counter grows by so many within a time",
  anomaly: "it is not what it usually is at this time of the week",
};

const HINTS: Record<string, string> = {
  factor: "3",
  over: "5m",
  compared_with: "1d",
  at_least: "10",
  direction: "up",
  limit: "90%",
  within: "10m",
  by: "5%",
  seen_within: "1h",
  every: "1h",
  times: "5",
  floor: "2",
  width: "4.5",
  step: "1m",
};

export interface ConditionProps {
  form: Form;
  known: readonly Known[];
  played: Played;
  onForm: (change: Partial<Form>) => void;
}

/** Where in what was typed the refusal lies, and what was expected. */
function placeOf(form: Form, message: string, trouble: Trouble): { start: number; end: number } | undefined {
  const text = subjectOf(form);
  if (form.kind === "threshold" && form.by === "promql") {
    return errorPlace(message, text);
  }
  if (trouble.at === undefined) {
    return undefined;
  }
  const word = /^\S+/.exec(text.slice(trouble.at))?.[0].length ?? 1;
  return { start: Math.min(trouble.at, Math.max(0, text.length - 1)), end: trouble.at + word };
}

function Verdict({ form, played }: { form: Form; played: Played }) {
  const text = subjectOf(form);
  if (text.trim() === "") {
    return <p className={`${styles.verdict} muted`}>{KIND_HELP[form.kind]}</p>;
  }
  if (played.error) {
    const { message } = played.error;
    const trouble = troubleOf(message);
    const place = placeOf(form, message, trouble);
    return (
      <div className={styles.verdict} role="alert">
        <Glyph state="critical" label="Refused" />
        <span className="grow">
          {place ? `At ${place.start + 1}: ` : trouble.line ? `Line ${trouble.line}: ` : ""}
          {trouble.message}
          {place && (
            <span className={styles.quoted}>
              {text.slice(0, place.start)}
              <span className={styles.place}>{text.slice(place.start, place.end) || " "}</span>
              {text.slice(place.end)}
            </span>
          )}
        </span>
      </div>
    );
  }
  if (!played.rule) {
    return <p className={`${styles.verdict} muted`}>asking …</p>;
  }
  return (
    <p className={styles.verdict} role="status">
      <Glyph state="ok" label={false} />
      <span>
        Parses{played.compared && `, compares with ${played.compared.op} ${played.compared.limit}`}
        {played.rule.duration > 0 && `, has to hold for ${Math.round(played.rule.duration)} s`}.
      </span>
    </p>
  );
}

function Query({ played }: { played: Played }) {
  return played.rule && !played.error ? (
    <div className={styles.query}>
      <code>{played.rule.query}</code>
      <CopyButton text={played.rule.query} label="Copy the query" />
    </div>
  ) : null;
}

/** What makes the rule fire: a sentence, a query, or one of the kinds. */
export function Condition({ form, known, played, onForm }: ConditionProps) {
  const words = form.kind !== "threshold" || form.by === "words";
  const example = known.find((k) => k.kind === "gauge" && /seconds|bytes|load/.test(k.name)) ?? known[0];
  return (
    <>
      <div className={`${styles.field} ${styles.kinds}`}>
        <header>Kind</header>
        <Segmented<Kind>
          label="Kind"
          choices={KINDS.map((value) => ({ value, label: KIND_WORDS[value] }))}
          value={form.kind}
          onChange={(kind) => onForm({ kind })}
        />
      </div>
      <div className={styles.field}>
        <header>
          Alert when
          {form.kind === "threshold" && (
            <Segmented<Form["by"]>
              label="Said in"
              choices={[
                { value: "words", label: "Words" },
                { value: "promql", label: "PromQL" },
              ]}
              value={form.by}
              onChange={(by) =>
                onForm({
                  by,
                  expr: by === "promql" && form.expr === "" ? (played.rule?.query ?? "") : form.expr,
                })
              }
            />
          )}
          <span>{words ? "runs as the query below it" : "completion as in Explore"}</span>
        </header>
        <div className={styles.box}>
          {words ? (
            <SentenceField
              label={form.kind === "threshold" ? "Condition" : "What is watched"}
              value={form.kind === "threshold" ? form.sentence : form.of}
              placeholder={
                form.kind === "threshold"
                  ? `${example?.name ?? "queue_length"} > 500 for 5 minutes`
                  : (example?.name ?? "queue_length")
              }
              known={known}
              invalid={played.error !== null}
              onChange={(text) => onForm(form.kind === "threshold" ? { sentence: text } : { of: text })}
            />
          ) : (
            <div className={styles.editor}>
              <EditorSlot
                value={form.expr}
                label="Expression"
                autoFocus={false}
                onChange={(expr) => onForm({ expr })}
                onRun={() => undefined}
                onFocus={() => undefined}
              />
            </div>
          )}
          {words && <Query played={played} />}
        </div>
        <Verdict form={form} played={played} />
        {form.kind === "threshold" && words && form.sentence === "" && (
          <Examples subject={example?.name ?? "queue_length"} onPick={(sentence) => onForm({ sentence })} />
        )}
      </div>
      {form.kind !== "threshold" && (
        <div className={styles.triple}>
          {KIND_KEYS[form.kind].map((key) => (
            <div key={key} className={styles.field}>
              <header>{key.replaceAll("_", " ")}</header>
              <Field
                label={key.replaceAll("_", " ")}
                className="lg"
                placeholder={HINTS[key]}
                value={form.options[key] ?? ""}
                onChange={(value) => onForm({ options: { ...form.options, [key]: value } })}
              />
            </div>
          ))}
        </div>
      )}
      <div className={styles.pairs}>
        <div className={styles.field}>
          <header>
            For<span>before it fires</span>
          </header>
          <Field
            label="For"
            className="lg"
            placeholder={form.kind === "threshold" && words ? "as the sentence says" : "at once"}
            value={form.for}
            onChange={(value) => onForm({ for: value })}
          />
        </div>
        <div className={styles.field}>
          <header>
            Keep firing<span>after it is over</span>
          </header>
          <Field
            label="Keep firing for"
            className="lg"
            placeholder="0s"
            value={form.keepFiringFor}
            onChange={(keepFiringFor) => onForm({ keepFiringFor })}
          />
        </div>
      </div>
    </>
  );
}
