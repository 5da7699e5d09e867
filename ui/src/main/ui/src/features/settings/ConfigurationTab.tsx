import { useBlocker } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import {
  checkConfig,
  type RunningConfig,
  useRunningConfig,
  useSaveConfig,
  type Verdict,
} from "../../api/settings";
import { Button, CopyButton } from "../../components/controls";
import { Refusal } from "../../components/form";
import { Glyph, StateWord } from "../../components/Glyph";
import { Panel } from "../../components/Panel";
import { lineStart } from "./lines";
import { AskedPanel, Table, When } from "./parts";
import styles from "./settings.module.css";

const CHECK_AFTER_MILLIS = 400;

/** What the server says of the text, a moment after typing stopped. */
function useVerdict(yaml: string, changed: boolean): { verdict?: Verdict; error?: unknown } {
  const [answer, setAnswer] = useState<{ verdict?: Verdict; error?: unknown }>({});
  useEffect(() => {
    if (!changed) {
      setAnswer({});
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      checkConfig(yaml, stop.signal).then(
        (verdict) => setAnswer({ verdict }),
        (error) => stop.signal.aborted || setAnswer({ error }),
      );
    }, CHECK_AFTER_MILLIS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [yaml, changed]);
  return answer;
}

function Findings({ verdict, onLine }: { verdict: Verdict; onLine: (line: number) => void }) {
  return (
    <ul className={styles.verdict} aria-live="polite">
      {verdict.ok && (
        <li>
          <StateWord state="ok" word="Nothing wrong with it" />
        </li>
      )}
      {verdict.problems.map((problem) => (
        <li key={`${problem.line}${problem.message}`}>
          <Glyph state="critical" label="Error" />
          {problem.line !== null && (
            <button type="button" className={styles.line} onClick={() => onLine(problem.line ?? 1)}>
              line {problem.line}
            </button>
          )}
          <span>{problem.message}</span>
        </li>
      ))}
      {verdict.warnings.map((warning) => (
        <li key={warning}>
          <Glyph state="warning" />
          <span>{warning}</span>
        </li>
      ))}
    </ul>
  );
}

function Editor({ config }: { config: RunningConfig }) {
  const [yaml, setYaml] = useState(config.yaml);
  const [begun, setBegun] = useState(config.hash);
  const field = useRef<HTMLTextAreaElement>(null);
  const save = useSaveConfig();
  const changed = yaml !== config.yaml;
  const { verdict, error } = useVerdict(yaml, changed);
  useBlocker({
    shouldBlockFn: () => !window.confirm("Leave without saving the configuration?"),
    enableBeforeUnload: changed,
    disabled: !changed,
  });
  const goTo = (line: number) => {
    const at = lineStart(yaml, line);
    field.current?.focus();
    field.current?.setSelectionRange(at, yaml.indexOf("\n", at) < 0 ? yaml.length : yaml.indexOf("\n", at));
  };
  const revert = () => {
    setYaml(config.yaml);
    setBegun(config.hash);
    save.reset();
  };
  const store = () =>
    save.mutate(
      { yaml, hash: begun },
      {
        onSuccess: (now) => {
          setYaml(now.yaml);
          setBegun(now.hash);
        },
      },
    );
  return (
    <>
      <textarea
        ref={field}
        className={styles.yaml}
        aria-label="Configuration as YAML"
        spellCheck={false}
        readOnly={!config.writable}
        value={yaml}
        onChange={(event) => setYaml(event.target.value)}
      />
      {changed && verdict && <Findings verdict={verdict} onLine={goTo} />}
      <div className={styles.verdict}>
        <Refusal error={error ?? save.error} />
      </div>
      {config.writable ? (
        <div className={styles.bar} style={{ marginTop: 12 }}>
          <Button
            kind="primary"
            disabled={!changed || verdict?.ok === false || save.isPending}
            onClick={store}
          >
            Save and apply
          </Button>
          <Button kind="ghost" disabled={!changed} onClick={revert}>
            Revert
          </Button>
          <span className="muted t12">A bad file changes nothing; the one before is kept beside it.</span>
        </div>
      ) : (
        <p className="muted t12" style={{ marginTop: 12 }}>
          {config.path === null
            ? "The server was started without a file: these are its defaults. Start it with --config FILE to change them here."
            : "The server may not write this file; change it where it is kept, and it is read by itself."}
        </p>
      )}
    </>
  );
}

/** The file that runs, what it names, and a place to change it. */
export function ConfigurationTab() {
  const config = useRunningConfig();
  return (
    <>
      <AskedPanel
        title="Configuration"
        what="the configuration"
        asked={config}
        sub={(now) => <span className="mono">{now.path ?? "defaults"}</span>}
        end={config.data && <CopyButton text={config.data.yaml} label="Copy the configuration" />}
      >
        {(now) => (
          <>
            {!now.ok && now.error && <Refusal error={new Error(now.error)} />}
            <p className="muted t12" style={{ marginBottom: 8 }}>
              In force since <When time={now.loadedAt} never="the start" />. Secrets are not shown; leave
              their place as it is to keep them.
            </p>
            <Editor key={now.hash} config={now} />
          </>
        )}
      </AskedPanel>
      {config.data && config.data.files.length > 0 && (
        <Panel title="Files that it names" flush>
          <Table
            label="Files"
            columns={[{ name: "File", width: "45%" }, { name: "Kind", width: "15%" }, { name: "State" }]}
          >
            {config.data.files.map((file) => (
              <tr key={file.path} data-st={file.ok ? undefined : "critical"}>
                <td className="mono" title={file.path}>
                  {file.path}
                </td>
                <td>{file.kind}</td>
                <td className={styles.wrap}>
                  {file.ok ? (
                    <StateWord state="ok" word="In force" />
                  ) : (
                    <Refusal error={new Error(file.error ?? "")} />
                  )}
                </td>
              </tr>
            ))}
          </Table>
        </Panel>
      )}
    </>
  );
}
