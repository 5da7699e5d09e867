import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { Button, IconButton } from "../../components/controls";
import { useTime } from "../../components/time/TimeContext";
import { boardMacros } from "../../lib/board/macros";
import type { Dashboard, Variable } from "../../lib/board/model";
import { type Resolved, resolveVariables } from "../../lib/board/variables";
import { group } from "../../lib/units";
import styles from "./boards.module.css";
import type { Draft } from "./draft";
import { SettingField } from "./SettingField";
import { valueAt, withValue } from "./settingsOf";
import { VariableAsker } from "./useVariables";
import { BY_KIND, COMMON, fresh, KIND_WORDS } from "./variableSettings";

function OptionsField({
  variable,
  onChange,
}: {
  variable: Extract<Variable, { kind: "custom" }>;
  onChange: (variable: Variable) => void;
}) {
  return (
    <SettingField
      setting={{ path: "options", label: "Values", kind: "list", placeholder: "prod, test : t1" }}
      value={variable.options.map(({ text, value }) => (text === value ? value : `${text} : ${value}`))}
      onChange={(list) => {
        const options = ((list as string[] | undefined) ?? []).map((entry) => {
          const [text = "", value = text] = entry.split(" : ");
          return { text: text.trim(), value: value.trim() };
        });
        onChange({ ...variable, options });
      }}
    />
  );
}

/** Values as the server gives them for the board as it is now. */
function usePreview(board: Dashboard): Resolved | undefined {
  const { at } = useTime();
  const [asker] = useState(() => new VariableAsker());
  const [resolved, setResolved] = useState<Resolved>();
  const variables = board.variables;
  const macros = useMemo(
    () => boardMacros({ ...at, title: board.title, uid: board.uid }),
    [at, board.title, board.uid],
  );
  const signature = JSON.stringify(variables);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the variables change, not with the clock
  useEffect(() => {
    let over = false;
    const ask = { variables: variables ?? [], chosen: {}, keep: new Set<string>(), ...at, macros };
    const timer = setTimeout(() => {
      resolveVariables({ ...ask, ask: (one) => asker.ask(one, at, "preview") }).then(
        (found) => over || setResolved(found),
        () => undefined,
      );
    }, 400);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [signature, asker]);
  useEffect(() => () => asker.abort(), [asker]);
  return resolved;
}

const SHOWN = 30;

function Preview({ resolved, variable }: { resolved: Resolved | undefined; variable: Variable }) {
  const options = resolved?.options[variable.name] ?? [];
  const error = resolved?.errors[variable.name];
  if (error) {
    return <p className="c-critical t12">{error}</p>;
  }
  if (variable.kind !== "query") {
    return null;
  }
  return (
    <div className="row g4" style={{ flexWrap: "wrap" }}>
      <span className="muted t12">{resolved ? `${group(options.length)} values` : "asking"}</span>
      {options.slice(0, SHOWN).map((option) => (
        <span className="tag" key={option.value} title={option.value}>
          {option.text}
        </span>
      ))}
      {options.length > SHOWN && <span className="muted t12">and {group(options.length - SHOWN)} more</span>}
    </div>
  );
}

/** The variables of a board, each with the values that it would have now. */
export function VariablesEditor({ draft }: { draft: Draft }) {
  const all = draft.board.variables ?? [];
  const resolved = usePreview(draft.board);
  const set = (variables: Variable[], key?: string) =>
    draft.change((board) => ({ ...board, variables }), key);
  const at = (i: number, next: Variable, key?: string) =>
    set(
      all.map((v, j) => (j === i ? next : v)),
      key,
    );
  const move = (i: number, by: number) => {
    const next = [...all];
    const [one] = next.splice(i, 1);
    if (one) {
      next.splice(i + by, 0, one);
    }
    set(next);
  };
  const change = (i: number, variable: Variable, path: string, value: unknown) => {
    const next = withValue(variable, path, value === "" ? undefined : value);
    at(
      i,
      path === "name" && typeof value === "string" ? { ...next, name: value.replace(/\W/g, "_") } : next,
      `${i} ${path}`,
    );
  };
  return (
    <div className={styles.form}>
      {all.map((variable, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is edited
        <details key={i} className={styles.item} open={all.length < 4}>
          <summary className="row" style={{ cursor: "pointer" }}>
            <b className="mono">${variable.name}</b>
            <span className="muted t12">{KIND_WORDS[variable.kind]}</span>
            <span className="end row g4">
              <IconButton
                icon={ArrowUp}
                label={`${variable.name} earlier`}
                disabled={i === 0}
                onClick={() => move(i, -1)}
              />
              <IconButton
                icon={ArrowDown}
                label={`${variable.name} later`}
                disabled={i === all.length - 1}
                onClick={() => move(i, 1)}
              />
              <IconButton
                icon={X}
                label={`Remove ${variable.name}`}
                onClick={() => set(all.filter((_, j) => j !== i))}
              />
            </span>
          </summary>
          {COMMON.concat(BY_KIND[variable.kind]).map((setting) => (
            <SettingField
              key={setting.path}
              setting={setting}
              value={valueAt(variable, setting.path)}
              onChange={(value) => change(i, variable, setting.path, value)}
            />
          ))}
          {variable.kind === "custom" && (
            <OptionsField variable={variable} onChange={(next) => at(i, next)} />
          )}
          <Preview resolved={resolved} variable={variable} />
        </details>
      ))}
      <span className="row g6" style={{ flexWrap: "wrap" }}>
        {(["query", "custom", "interval", "text", "constant", "filter"] as const).map((kind) => (
          <Button
            key={kind}
            icon={Plus}
            onClick={() => set([...all, fresh(kind, `${kind}${all.length + 1}`)])}
          >
            {KIND_WORDS[kind]}
          </Button>
        ))}
      </span>
    </div>
  );
}
