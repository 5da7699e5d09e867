import { useBlocker, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { Panel } from "../../components/Panel";
import { Failed, Loading } from "../../components/states";
import { keepTime } from "../../components/time/search";
import { useToast } from "../../components/toast";
import { withLimit } from "../../lib/threshold";
import { EMPTY, type Form } from "./form";
import { Pane } from "./Pane";
import { Preview } from "./Preview";
import { Head, Refused, Tabs } from "./RuleHead";
import styles from "./rules.module.css";
import type { RuleSearch } from "./search";
import { useKnown, usePlayed, useSettled } from "./usePreview";
import { type Draft, type Loaded, useDelete, useDraft, useGuard, useLoaded, useSave } from "./useRule";
import { scaledSentence } from "./words";

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
  const toRules = useCallback(
    () =>
      void navigate({
        to: "/alerting",
        search: (before) => ({ ...keepTime(before), tab: "rules" as const }),
      }),
    [navigate],
  );
  const onDelete = useDelete(loaded, toRules);
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
  const onLimit = useLimit(form, draft, played);
  const view = search.view ?? (loaded.yaml ? "yaml" : "condition");
  return (
    <>
      <Head loaded={loaded} draft={draft} saving={saving} onDelete={() => void onDelete()} />
      <Refused saving={saving} />
      <div className={styles.split}>
        <div className={styles.left}>
          <Tabs view={view} saved={loaded.saved !== undefined} onView={(next) => onSearch({ view: next })} />
          <div id="rule-panel" role="tabpanel" aria-labelledby={`tab-${view}`}>
            <Pane
              view={view}
              loaded={loaded}
              search={search}
              draft={draft}
              settled={settled}
              played={played}
            />
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
