import { useState } from "react";
import { Button, CopyButton } from "../../components/controls";
import { messageOf } from "../../components/states";
import styles from "./boards.module.css";
import type { Draft } from "./draft";
import { fromYaml, toYaml } from "./yaml";

/** The board as text. What is typed is taken over when it reads as a board; the forms then show it too. */
export function YamlEditor({ draft }: { draft: Draft }) {
  const stored = toYaml(draft.board);
  const [text, setText] = useState(stored);
  const [base, setBase] = useState(stored);
  const [wrong, setWrong] = useState<string>();
  if (base !== stored) {
    setBase(stored);
    setText(stored);
  }
  const apply = () => {
    try {
      const board = fromYaml(text);
      setWrong(undefined);
      draft.change(() => board);
    } catch (error) {
      setWrong(messageOf(error));
    }
  };
  const changed = text !== stored;
  return (
    <div className={styles.form}>
      <p className="muted t12">
        The form and this text are the same dashboard: a pack keeps it as it stands here.
      </p>
      <textarea
        className={`${styles.text} ${styles.yaml}`}
        aria-label="Dashboard in YAML"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {wrong && (
        <pre className="c-critical t12" role="alert" style={{ whiteSpace: "pre-wrap", margin: 0 }}>
          {wrong}
        </pre>
      )}
      <span className="row">
        <Button disabled={!changed} onClick={apply}>
          Take it over
        </Button>
        <Button kind="ghost" disabled={!changed} onClick={() => setText(stored)}>
          Back to the form's
        </Button>
        <span className="end">
          <CopyButton text={text} label="Copy the YAML" />
        </span>
      </span>
    </div>
  );
}
