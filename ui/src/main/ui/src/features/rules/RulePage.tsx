import { Link, useBlocker, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { refusalOf } from "../../api/alerting";
import { Button, CopyButton, Field } from "../../components/controls";
import { Glyph } from "../../components/Glyph";
import { Panel } from "../../components/Panel";
import { Failed, Loading } from "../../components/states";
import { keepTime } from "../../components/time/search";
import { useToast } from "../../components/toast";
import { withLimit } from "../../lib/threshold";
import { Condition } from "./Condition";
import { EMPTY, type Form } from "./form";
import { Message } from "./Message";
import { Preview } from "./Preview";
import styles from "./rules.module.css";
import type { RuleSearch, View } from "./search";
import { useKnown, useMeasured, usePlayed, useSettled } from "./usePreview";
import { type Draft, type Loaded, useDraft, useGuard, useLoaded, useSave } from "./useRule";
import { labelsOf, WhoWouldBeTold } from "./WhoWouldBeTold";
import { scaledSentence } from "./words";

const TABS: [View, string][] = [
  ["condition", "Rule"],
  ["yaml", "YAML"],
];

function Tabs({ view, onView }: { view: View; onView: (view: View) => void }) {
  return (
    <div className={styles.tabs} role="tablist" aria-label="Form or file">
      {TABS.map(([each, word]) => (
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

function YamlView({ draft }: { draft: Draft }) {
  return (
    <div className={styles.form}>
      {draft.apart && (
        <p className={styles.notice}>
          <Glyph state="info" label={false} />
          <span className="grow">
            The form cannot say all of this, so it stays YAML: more than one rule, or keys that the form does
            not have.
          </span>
          <Button onClick={draft.backToForm}>Back to the form</Button>
        </p>
      )}
      <div className="row">
        <span className="muted t12">
          The same as the form; a file for rule_files, and for{" "}
          <code className="mono">tocsin check rules</code>.
        </span>
        <span className="end">
          <CopyButton text={draft.yaml} label="Copy the file" />
        </span>
      </div>
      <textarea
        className={styles.yaml}
        aria-label="Rule file"
        spellCheck={false}
        value={draft.yaml}
        onChange={(event) => void draft.onYaml(event.target.value)}
      />
    </div>
  );
}

/** How another number is put into what was typed; undefined where that is not plain. */
function useLimit(form: Form, draft: Draft, played: ReturnType<typeof usePlayed>) {
  const { compared, rule } = played;
  return useMemo(() => {
    if (!compared || !rule || draft.apart || form.kind !== "threshold") {
      return undefined;
    }
    if (form.by === "words") {
      const canScale = compared.limit !== 0 && scaledSentence(form.sentence, 2) !== undefined;
      return canScale
        ? (limit: number) =>
            draft.onForm({ sentence: scaledSentence(form.sentence, limit / compared.limit) ?? form.sentence })
        : undefined;
    }
    return (limit: number) => draft.onForm({ expr: withLimit(rule.query, compared, limit) });
  }, [compared, rule, draft, form]);
}

function Head({
  loaded,
  draft,
  saving,
}: {
  loaded: Loaded;
  draft: Draft;
  saving: ReturnType<typeof useSave>;
}) {
  const { form, yaml, isEmpty } = draft;
  const unnamed = form.name.trim() === "" && !draft.apart;
  return (
    <header className={styles.head}>
      <h1>{form.name || "New rule"}</h1>
      {loaded.saved && <span className="tag">saved here, version {loaded.version}</span>}
      {draft.dirty && <span className="tag">edited</span>}
      <span className="end row">
        <Link
          to="/alerting"
          search={(before) => ({ ...keepTime(before), tab: "rules" as const })}
          className="btn ghost"
        >
          Discard
        </Link>
        <Button
          kind="primary"
          disabled={isEmpty || unnamed || saving.isPending}
          title={unnamed ? "It needs a name" : undefined}
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

function Refused({ saving }: { saving: ReturnType<typeof useSave> }) {
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

function Editor({ loaded, search }: { loaded: Loaded; search: RuleSearch }) {
  const navigate = useNavigate();
  const toast = useToast();
  const known = useKnown();
  const draft = useDraft(loaded, known);
  const { form, yaml, isEmpty } = draft;
  const settled = useSettled(yaml);
  const span = search.span ?? "14d";
  const played = usePlayed(isEmpty ? undefined : settled, span);
  const saving = useSave(loaded, () => {
    toast({ text: `Saved ${form.name}; it is evaluated from now on` });
    void navigate({
      to: "/alerting",
      search: (before) => ({ ...keepTime(before), tab: "rules" as const, q: `alertname="${form.name}"` }),
    });
  });
  const unsaved = draft.dirty && !saving.isSuccess && !saving.isPending;
  useGuard(unsaved);
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      unsaved && current.pathname !== next.pathname && !confirm("Leave the rule without saving it?"),
    enableBeforeUnload: false,
  });
  const onSearch = useCallback(
    (change: Partial<RuleSearch>) =>
      void navigate({
        to: ".",
        search: (before: Record<string, unknown>) => ({ ...before, ...change }) as never,
        replace: true,
      }),
    [navigate],
  );
  const measured = useMeasured(played.compared?.measured ?? played.rule?.query, played.grid).data?.data[0];
  const last = measured?.values?.at(-1);
  const sample = measured && last ? { labels: measured.metric, value: Number(last[1]) } : undefined;
  const onLimit = useLimit(form, draft, played);
  const view = search.view ?? (loaded.yaml ? "yaml" : "condition");
  return (
    <>
      <Head loaded={loaded} draft={draft} saving={saving} />
      <Refused saving={saving} />
      <div className={styles.split}>
        <div className={styles.left}>
          <Tabs view={view} onView={(next) => onSearch({ view: next })} />
          <div id="rule-panel" role="tabpanel" aria-labelledby={`tab-${view}`}>
            {view === "yaml" || draft.apart ? (
              <YamlView draft={draft} />
            ) : (
              <div className={styles.form}>
                {loaded.problem && (
                  <p className={styles.notice}>
                    <Glyph state="info" label={false} />
                    <span className="grow">{loaded.problem}</span>
                  </p>
                )}
                {search.file && !loaded.saved && !loaded.problem && (
                  <p className={styles.notice}>
                    <Glyph state="info" label={false} />
                    <span className="grow">
                      This rule stands in <code className="mono">{search.file}</code>, which is not written
                      from here. Saving adds a rule beside it; take it out of that file then, or give this one
                      another name.
                    </span>
                  </p>
                )}
                <div className={styles.field}>
                  <header>Name</header>
                  <Field
                    label="Name"
                    className="lg"
                    placeholder="slow_checkout"
                    value={form.name}
                    onChange={(name) => draft.onForm({ name })}
                  />
                </div>
                <Condition form={form} known={known} played={played} onForm={draft.onForm} />
                <Message form={form} sample={sample} onForm={draft.onForm} />
                <WhoWouldBeTold labels={labelsOf(form, sample?.labels)} />
              </div>
            )}
          </div>
        </div>
        <Preview
          form={form}
          played={played}
          span={span}
          onSpan={(next) => onSearch({ span: next === "14d" ? undefined : next })}
          onLimit={onLimit}
        />
      </div>
    </>
  );
}

export function NewRulePage() {
  const search = useSearch({ from: "/alerting/rules/new" });
  const loaded: Loaded = useMemo(
    () => ({
      form: {
        ...EMPTY,
        name: search.name ?? "",
        expr: search.expr ?? "",
        by: search.expr === undefined ? "words" : "promql",
      },
      version: 0,
    }),
    [search.name, search.expr],
  );
  return <Editor loaded={loaded} search={search} />;
}

export function EditRulePage() {
  const search = useSearch({ from: "/alerting/rules/edit" });
  const { data, error, refetch } = useLoaded(search, false);
  if (data) {
    return <Editor loaded={data} search={search} />;
  }
  return (
    <div className="page">
      <div className="ptitle">
        <h1>{search.rule ?? "Rule"}</h1>
      </div>
      <Panel title="Rule">
        {error ? (
          <Failed error={error} actions={[{ label: "Retry", run: () => void refetch() }]} />
        ) : (
          <Loading what="the rule" height={160} />
        )}
      </Panel>
    </div>
  );
}
