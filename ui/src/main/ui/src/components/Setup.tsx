import { Check } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { readableDuration } from "../lib/time/duration";
import { CopyButton } from "./controls";
import { Glyph } from "./Glyph";
import { Panel } from "./Panel";
import styles from "./setup.module.css";

export interface SetupStep {
  title: string;
  /** One muted line beside the title. */
  sub?: ReactNode;
  /** What to copy; the server's own address is already in it. */
  code?: string;
  /** Several ways to the same end: one is chosen, and its text is shown. */
  choices?: { name: string; code: string }[];
  done?: boolean;
}

export interface SetupProps {
  /** The module: `Hosts`. */
  title: string;
  /** What it will show once data is there. */
  why: string;
  steps: SetupStep[];
  /** What is waited for: `the first metric of a host`. */
  awaited: string;
  /** When it came, milliseconds since the epoch; undefined while it has not. */
  receivedMillis?: number;
  children?: ReactNode;
}

function useSecond(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Text to copy, with the button that does. */
export function Code({ code, label }: { code: string; label: string }) {
  return (
    <div className={styles.code}>
      <section aria-label={label}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by key */}
        <pre tabIndex={0}>{code}</pre>
      </section>
      <CopyButton text={code} label="Copy" />
    </div>
  );
}

function Step({ step, number }: { step: SetupStep; number: number }) {
  const [chosen, setChosen] = useState(0);
  const code = step.choices?.[chosen]?.code ?? step.code;
  return (
    <li className={styles.step}>
      <span className={styles.number} data-done={step.done || undefined}>
        {step.done ? <Check className="i s" aria-label="Done" /> : number}
      </span>
      <div className="grow">
        <b className="med">{step.title}</b> {step.sub && <span className="muted t12">{step.sub}</span>}
        {step.choices && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one inline row in every browser
          <div className={`seg ${styles.choices}`} role="group" aria-label={step.title}>
            {step.choices.map(({ name }, i) => (
              <button
                key={name}
                type="button"
                className={i === chosen ? "on" : ""}
                aria-pressed={i === chosen}
                onClick={() => setChosen(i)}
              >
                {name}
              </button>
            ))}
          </div>
        )}
        {code && <Code code={code} label={step.title} />}
      </div>
    </li>
  );
}

function Waiting({ awaited, receivedMillis }: Pick<SetupProps, "awaited" | "receivedMillis">) {
  const now = useSecond();
  const [since] = useState(() => Date.now());
  if (receivedMillis !== undefined) {
    return (
      <li className={styles.step} role="status">
        <Glyph state="ok" label={false} size={20} />
        <span>
          <b className="med">Received</b>{" "}
          <span className="muted t12">{readableDuration(Math.max(1000, now - receivedMillis))} ago</span>
        </span>
      </li>
    );
  }
  return (
    <li className={styles.step} role="status">
      <span className={styles.wait} aria-hidden />
      <span>
        <b className="med">Waiting for {awaited}</b>{" "}
        <span className="muted t12" aria-hidden>
          looking for {readableDuration(Math.max(1000, now - since))}, nothing yet
        </span>
      </span>
    </li>
  );
}

/** The page of a module without data: three steps, and a last line that notices by itself. */
export function Setup({ title, why, steps, awaited, receivedMillis, children }: SetupProps) {
  return (
    <div className="page">
      <div className="ptitle">
        <h1>{title}</h1>
      </div>
      <Panel title={`Set up ${title.toLowerCase()}`} sub={why} className={styles.setup}>
        <ol>
          {steps.map((step, i) => (
            <Step key={step.title} step={step} number={i + 1} />
          ))}
          <Waiting awaited={awaited} receivedMillis={receivedMillis} />
        </ol>
        {children}
      </Panel>
    </div>
  );
}
