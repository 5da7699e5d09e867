import { Field } from "../../components/controls";
import { Glyph } from "../../components/Glyph";
import { Condition } from "./Condition";
import { History } from "./History";
import { Message } from "./Message";
import styles from "./rules.module.css";
import type { RuleSearch, View } from "./search";
import { type Played, useKnown, useMeasured } from "./usePreview";
import type { Draft, Loaded } from "./useRule";
import { labelsOf, WhoWouldBeTold } from "./WhoWouldBeTold";
import { YamlView } from "./YamlView";

interface PaneProps {
  view: View;
  loaded: Loaded;
  search: RuleSearch;
  draft: Draft;
  settled: string;
  played: Played;
}

/** The newest series that the rule measures, to try texts and routes on. */
function useSample(played: Played) {
  const measured = useMeasured(played.compared?.measured ?? played.rule?.query, played.grid).data?.data[0];
  const last = measured?.values?.at(-1);
  return measured && last ? { labels: measured.metric, value: Number(last[1]) } : undefined;
}

/** The left side: form, file or history. */
export function Pane({ view, loaded, search, draft, settled, played }: PaneProps) {
  const known = useKnown();
  const sample = useSample(played);
  const { form } = draft;
  if (view === "history" && loaded.saved !== undefined) {
    return (
      <History name={loaded.saved} current={loaded.version} onTake={(yaml) => void draft.onYaml(yaml)} />
    );
  }
  if (view === "yaml" || draft.apart) {
    return <YamlView draft={draft} settled={settled} played={played} />;
  }
  return (
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
            This rule stands in <code className="mono">{search.file}</code>, which is not written from here.
            Saving adds a rule beside it; take it out of that file then, or give this one another name.
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
  );
}
