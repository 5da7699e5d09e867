import { Link } from "@tanstack/react-router";
import { refusalOf } from "../../api/alerting";
import { Button } from "../../components/controls";
import { Glyph } from "../../components/Glyph";
import { useMay } from "../../components/session";
import { keepTime } from "../../components/time/search";
import styles from "./rules.module.css";
import type { View } from "./search";
import type { Draft, Loaded, useSave } from "./useRule";

const TABS: [View, string][] = [
  ["condition", "Rule"],
  ["yaml", "YAML"],
  ["history", "History"],
];

/** The form, the file, and what was saved before. */
export function Tabs({ view, saved, onView }: { view: View; saved: boolean; onView: (view: View) => void }) {
  return (
    <div className={styles.tabs} role="tablist" aria-label="Form or file">
      {TABS.filter(([each]) => saved || each !== "history").map(([each, word]) => (
        <button
          key={each}
          type="button"
          role="tab"
          id={`tab-${each}`}
          aria-controls="rule-panel"
          aria-selected={view === each}
          onClick={() => onView(each)}
        >
          {word}
        </button>
      ))}
    </div>
  );
}

interface HeadProps {
  loaded: Loaded;
  draft: Draft;
  saving: ReturnType<typeof useSave>;
  onDelete: () => void;
}

/** What the rule is called, and what becomes of it. */
export function Head({ loaded, draft, saving, onDelete }: HeadProps) {
  const { form, yaml, isEmpty } = draft;
  const may = useMay("editor");
  const unnamed = form.name.trim() === "" && !draft.apart;
  return (
    <header className={styles.head}>
      <h1>{form.name || "New rule"}</h1>
      {loaded.saved && <span className="tag">saved here, version {loaded.version}</span>}
      {draft.dirty && <span className="tag">edited</span>}
      <span className="end row">
        {loaded.saved !== undefined && (
          <Button kind="ghost" onClick={onDelete}>
            Delete
          </Button>
        )}
        <Link
          to="/alerting"
          search={(before) => ({ ...keepTime(before), tab: "rules" as const })}
          className="btn ghost"
        >
          Discard
        </Link>
        <Button
          kind="primary"
          disabled={isEmpty || unnamed || saving.isPending || !may}
          title={unnamed ? "It needs a name" : may ? undefined : "Your role may look, and change nothing"}
          onClick={() =>
            saving.mutate({
              form,
              yaml,
              message: loaded.saved ? `changes ${form.name}` : `adds ${form.name}`,
            })
          }
        >
          Save rule
        </Button>
      </span>
    </header>
  );
}

/** Why it was not saved, with the place. */
export function Refused({ saving }: { saving: ReturnType<typeof useSave> }) {
  if (!saving.error) {
    return null;
  }
  const { message, line, column } = refusalOf(saving.error);
  return (
    <p className={styles.notice} role="alert" style={{ margin: "12px 24px 0" }}>
      <Glyph state="critical" label="Not saved" />
      <span className="grow">
        Not saved. {line !== undefined && `Line ${line}${column === undefined ? "" : `, column ${column}`}: `}
        {message}
      </span>
    </p>
  );
}
