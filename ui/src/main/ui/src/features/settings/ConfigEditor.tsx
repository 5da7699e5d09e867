import { useBlocker } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { type ConfigFile, checkConfig, useSaveConfig, type Verdict } from "../../api/settings";
import { Button } from "../../components/controls";
import { Refusal } from "../../components/form";
import { Glyph, StateWord } from "../../components/Glyph";
import { lineStart } from "./lines";
import styles from "./settings.module.css";

const CHECK_AFTER_MILLIS = 400;

interface Answer {
  verdict?: Verdict;
  error?: unknown;
}

/** What the server says of the text, a moment after typing stopped. */
function useVerdict(path: string, yaml: string, changed: boolean): Answer {
  const [answer, setAnswer] = useState<Answer>({});
  useEffect(() => {
    if (!changed) {
      setAnswer({});
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      checkConfig(path, yaml, stop.signal).then(
        (verdict) => setAnswer({ verdict }),
        (error) => stop.signal.aborted || setAnswer({ error }),
      );
    }, CHECK_AFTER_MILLIS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [path, yaml, changed]);
  return answer;
}

function Findings({ verdict, onLine }: { verdict: Verdict; onLine: (line: number) => void }) {
  return (
    <ul className={styles.verdict} aria-live="polite">
      {verdict.good && (
        <li>
          <StateWord state="ok" word="Nothing wrong with it" />
        </li>
      )}
      {verdict.problems.map((problem) => (
        <li key={problem.error}>
          <Glyph state="critical" label="Error" />
          {problem.line > 0 && (
            <button type="button" className={styles.line} onClick={() => onLine(problem.line)}>
              line {problem.line}
            </button>
          )}
          <span>{problem.error}</span>
        </li>
      ))}
    </ul>
  );
}

/** What a save would change, with the lines around it. */
function Changes({ diff }: { diff: Verdict["diff"] }) {
  const lines = diff.map((line, at) => ({ ...line, at }));
  const near = lines.filter(({ at }) =>
    lines.slice(Math.max(0, at - 2), at + 3).some((other) => other.change !== " "),
  );
  return (
    <section aria-label="What would change">
      <pre className={styles.diff}>
        {near.map(({ at, change, text }) => (
          <span key={at} data-change={change === "+" ? "add" : change === "-" ? "cut" : undefined}>
            {`${change} ${text}\n`}
          </span>
        ))}
      </pre>
    </section>
  );
}

/** One file as text: checked while it is typed, written only when nothing is wrong with it. */
export function ConfigEditor({ file }: { file: ConfigFile }) {
  const [yaml, setYaml] = useState(file.yaml);
  const field = useRef<HTMLTextAreaElement>(null);
  const save = useSaveConfig();
  const changed = yaml !== file.yaml;
  const { verdict, error } = useVerdict(file.path, yaml, changed);
  useBlocker({
    shouldBlockFn: () => changed && !window.confirm("Leave without saving the configuration?"),
    enableBeforeUnload: changed,
    disabled: !changed,
  });
  const goTo = (line: number) => {
    const at = lineStart(yaml, line);
    const end = yaml.indexOf("\n", at);
    field.current?.focus();
    field.current?.setSelectionRange(at, end < 0 ? yaml.length : end);
  };
  return (
    <>
      <textarea
        ref={field}
        className={styles.yaml}
        aria-label={`${file.path} as YAML`}
        spellCheck={false}
        readOnly={!file.writable}
        value={yaml}
        onChange={(event) => setYaml(event.target.value)}
      />
      {changed && verdict && <Findings verdict={verdict} onLine={goTo} />}
      {changed && verdict?.good && <Changes diff={verdict.diff} />}
      <div className={styles.verdict}>
        <Refusal error={error ?? save.error} />
      </div>
      {file.writable ? (
        <div className={styles.bar} style={{ marginTop: 12 }}>
          <Button
            kind="primary"
            disabled={!changed || verdict?.good !== true || save.isPending}
            onClick={() => save.mutate({ path: file.path, yaml, hash: file.hash })}
          >
            Save and apply
          </Button>
          <Button kind="ghost" disabled={!changed} onClick={() => setYaml(file.yaml)}>
            Revert
          </Button>
          <span className="muted t12">
            What is there now is kept beside it. A secret is shown as &lt;secret&gt; and stays what it is.
          </span>
        </div>
      ) : (
        <p className="muted t12" style={{ marginTop: 12 }}>
          Cannot be changed here: {file.reason}. A change of the file itself is read by the server.
        </p>
      )}
    </>
  );
}
