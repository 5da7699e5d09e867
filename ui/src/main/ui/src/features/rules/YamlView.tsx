import { useQuery } from "@tanstack/react-query";
import { checkRules, type RuleProblem } from "../../api/alerting";
import { Button, CopyButton } from "../../components/controls";
import { Glyph } from "../../components/Glyph";
import styles from "./rules.module.css";
import type { Played } from "./usePreview";
import type { Draft } from "./useRule";
import { troubleOf } from "./words";

/** What the server says of the file; of one without that question, what playing it was refused with. */
function useProblems(yaml: string, played: Played): RuleProblem[] | undefined {
  const { data, error } = useQuery({
    queryKey: ["rules", "check", yaml],
    queryFn: () => checkRules(yaml),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
    retry: false,
  });
  if (data) {
    return data;
  }
  if (!error) {
    return undefined;
  }
  const trouble = played.error ? troubleOf(played.error.message) : undefined;
  return trouble ? [{ error: trouble.message, line: trouble.line }] : played.rule ? [] : undefined;
}

function Problems({ yaml, problems }: { yaml: string; problems: RuleProblem[] | undefined }) {
  if (problems === undefined) {
    return <p className={`${styles.verdict} muted`}>checking …</p>;
  }
  if (problems.length === 0) {
    return (
      <p className={styles.verdict} role="status">
        <Glyph state="ok" label={false} />
        <span>Nothing is wrong with it.</span>
      </p>
    );
  }
  const lines = yaml.split("\n");
  return (
    <ul role="alert">
      {problems.map((problem) => (
        <li key={problem.error} className={styles.verdict}>
          <Glyph state="critical" label="Refused" />
          <span className="grow">
            {problem.line !== undefined &&
              `Line ${problem.line}${problem.column ? `, column ${problem.column}` : ""}: `}
            {problem.error}
            {problem.line !== undefined && <span className={styles.quoted}>{lines[problem.line - 1]}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The rule as a file; what the form cannot say stays here. */
export function YamlView({ draft, settled, played }: { draft: Draft; settled: string; played: Played }) {
  const problems = useProblems(settled, played);
  return (
    <div className={styles.form}>
      {draft.apart && (
        <div className={styles.notice}>
          <Glyph state="info" label={false} />
          <span className="grow">
            The form cannot say all of this, so it stays YAML: more than one rule, or keys that the form does
            not have.
          </span>
          <Button onClick={draft.backToForm}>Back to the form</Button>
        </div>
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
      <Problems yaml={settled} problems={problems} />
    </div>
  );
}
