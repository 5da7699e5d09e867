import { useState } from "react";
import { Field } from "../../components/controls";
import type { Variable } from "../../lib/board/model";
import { annotationsOf, isOn } from "./annotations";
import { BoardLinks } from "./BoardLinks";
import styles from "./boards.module.css";
import { useBoardView } from "./context";
import { FilterControl } from "./FilterControl";
import { toggled } from "./search";
import { VariableSelect } from "./VariableSelect";

function TextVariableField({
  name,
  label,
  value,
  onChange,
}: {
  name: string;
  label: string | undefined;
  value: string;
  onChange: (values: string[]) => void;
}) {
  const [text, setText] = useState(value);
  const [base, setBase] = useState(value);
  if (base !== value) {
    setBase(value);
    setText(value);
  }
  const commit = () => text !== value && onChange([text]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the field inside has the focus; leaving it takes the text over
    <span className={styles.vart} onBlur={commit}>
      {label !== "" && <span className="muted t12">{label ?? name}</span>}
      <Field
        label={label || name}
        placeholder={label || name}
        value={text}
        onChange={setText}
        onKeyDown={(event) => event.key === "Enter" && commit()}
      />
    </span>
  );
}

function Control({ variable }: { variable: Variable }) {
  const { resolved, setVariable } = useBoardView();
  const { name } = variable;
  const value = resolved.values[name] ?? { values: [], texts: [] };
  const label = variable.hide === "label" ? "" : variable.label || undefined;
  const onChange = (values: string[]) => setVariable(name, values);
  switch (variable.kind) {
    case "query":
    case "custom":
      return (
        <VariableSelect
          name={name}
          label={label}
          value={value}
          options={resolved.options[name] ?? []}
          multi={variable.multi === true}
          includeAll={variable.includeAll === true}
          error={resolved.errors[name]}
          onChange={onChange}
        />
      );
    case "interval": {
      const text = value.texts[0] === "auto" ? `auto ${value.values[0]}` : (value.texts[0] ?? "");
      return (
        <VariableSelect
          name={name}
          label={label}
          value={{ values: value.texts, texts: [text] }}
          options={resolved.options[name] ?? []}
          multi={false}
          includeAll={false}
          onChange={onChange}
        />
      );
    }
    case "text":
      return (
        <TextVariableField name={name} label={label} value={value.values[0] ?? ""} onChange={onChange} />
      );
    case "filter":
      return <FilterControl variable={variable} filters={resolved.filters} onChange={onChange} />;
    case "constant":
    case "source":
      return null;
  }
}

function Switches() {
  const { board, search, patch } = useBoardView();
  const all = annotationsOf(board).filter((a) => a.hide !== true);
  return (
    <>
      {all.map((annotation) => (
        <button
          key={annotation.name}
          type="button"
          role="switch"
          className={styles.switch}
          aria-checked={isOn(annotation, search.marks)}
          onClick={() => patch({ marks: toggled(search.marks, annotation.name) })}
        >
          <i />
          {annotation.name}
        </button>
      ))}
    </>
  );
}

/** What the board is narrowed to on the left; marks and links on the right. */
export function VariablesBar() {
  const { board, resolved } = useBoardView();
  const shown = (board.variables ?? []).filter(
    (v) => v.hide !== "all" && v.kind !== "constant" && v.kind !== "source",
  );
  const broken = Object.entries(resolved.errors);
  return (
    <div className={styles.bar} role="toolbar" aria-label="Variables and marks">
      {shown.map((variable) => (
        <Control key={variable.name} variable={variable} />
      ))}
      {broken.length > 0 && (
        <span className="c-critical t12" role="alert">
          {broken.map(([name, error]) => `${name}: ${error}`).join("; ")}
        </span>
      )}
      <span className={styles.right}>
        <BoardLinks />
        <Switches />
      </span>
    </div>
  );
}
