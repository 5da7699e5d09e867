import { Plus, X } from "lucide-react";
import { Button, Field, IconButton } from "../../components/controls";
import { Glyph } from "../../components/Glyph";
import type { Labels } from "../../lib/promql";
import { SEVERITIES, SEVERITY_WORDS } from "../../lib/severity";
import type { Form } from "./form";
import styles from "./rules.module.css";
import { templateParts } from "./template";

export interface MessageProps {
  form: Form;
  /** A series that the rule measures now: what the texts are tried on. */
  sample?: { labels: Labels; value: number };
  onForm: (change: Partial<Form>) => void;
}

type Pair = [string, string];

function Pairs({ what, all, onChange }: { what: string; all: Pair[]; onChange: (all: Pair[]) => void }) {
  const set = (i: number, pair: Pair) => onChange(all.map((old, k) => (k === i ? pair : old)));
  return (
    <>
      {all.map(([name, value], i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a name changes as it is typed; the place is what stays
        <div key={i} className={styles.kv}>
          <Field
            label={`Name of ${what} ${i + 1}`}
            className="lg"
            value={name}
            onChange={(text) => set(i, [text, value])}
          />
          <Field
            label={`Value of ${what} ${i + 1}`}
            className="lg"
            value={value}
            onChange={(text) => set(i, [name, text])}
          />
          <IconButton
            icon={X}
            label={`Remove ${what} ${name}`}
            onClick={() => onChange(all.filter((_, k) => k !== i))}
          />
        </div>
      ))}
      <div>
        <Button kind="ghost" icon={Plus} onClick={() => onChange([...all, ["", ""]])}>
          Add {what}
        </Button>
      </div>
    </>
  );
}

function Reads({ text, sample }: { text: string; sample?: MessageProps["sample"] }) {
  if (!text.includes("{{")) {
    return null;
  }
  if (!sample) {
    return <p className={styles.reads}>What stands in braces is filled in for each alert.</p>;
  }
  return (
    <p className={styles.reads}>
      Reads as:{" "}
      {templateParts(text, sample.labels, sample.value).map((part, i) =>
        part.kind === "filled" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in its order
          <b key={i}>{part.text}</b>
        ) : part.kind === "later" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in its order
          <i key={i} title="Filled in by the server when the alert fires">
            {part.text}
          </i>
        ) : (
          part.text
        ),
      )}
    </p>
  );
}

/** How bad it is, whose it is, and what people read. */
export function Message({ form, sample, onForm }: MessageProps) {
  const team = form.labels.find(([name]) => name === "team")?.[1] ?? "";
  const others = form.labels.filter(([name]) => name !== "team");
  const withTeam = (name: string): Pair[] => (name === "" ? others : [["team", name], ...others]);
  return (
    <>
      <div className={styles.field}>
        <header>Severity</header>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one inline row in every browser */}
        <div className={styles.four} role="group" aria-label="Severity" style={{ alignSelf: "stretch" }}>
          {SEVERITIES.map((severity) => (
            <button
              key={severity}
              type="button"
              aria-pressed={form.severity === severity}
              onClick={() => onForm({ severity })}
            >
              <Glyph state={severity} label={false} />
              {SEVERITY_WORDS[severity]}
            </button>
          ))}
        </div>
      </div>
      <div className={styles.pairs}>
        <div className={styles.field}>
          <header>Team</header>
          <Field
            label="Team"
            className="lg"
            value={team}
            onChange={(name) => onForm({ labels: withTeam(name) })}
          />
        </div>
        <div className={styles.field}>
          <header>Runbook</header>
          <Field
            label="Runbook"
            className="lg"
            placeholder="https://"
            value={form.runbook}
            onChange={(runbook) => onForm({ runbook })}
          />
        </div>
      </div>
      <div className={styles.field}>
        <header>Message</header>
        <textarea
          className={styles.area}
          aria-label="Summary"
          rows={2}
          placeholder="{{ $labels.instance }} is at {{ $value | humanize }}"
          value={form.summary}
          onChange={(event) => onForm({ summary: event.target.value })}
        />
        <Reads text={form.summary} sample={sample} />
      </div>
      <div className={styles.field}>
        <header>
          Description<span>more, for who looks into it</span>
        </header>
        <textarea
          className={styles.area}
          aria-label="Description"
          rows={2}
          value={form.description}
          onChange={(event) => onForm({ description: event.target.value })}
        />
        <Reads text={form.description} sample={sample} />
      </div>
      <div className={styles.field}>
        <header>
          Labels<span>decide who is told</span>
        </header>
        <Pairs
          what="label"
          all={others}
          onChange={(all) => onForm({ labels: [...withTeam(team).slice(0, team ? 1 : 0), ...all] })}
        />
      </div>
      <div className={styles.field}>
        <header>Annotations</header>
        <Pairs what="annotation" all={form.annotations} onChange={(annotations) => onForm({ annotations })} />
      </div>
    </>
  );
}
