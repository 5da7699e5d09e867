import { useState } from "react";

/** A text that is taken over when the field is left or Enter is hit, so that half a number is never one. */
export function Typed({
  label,
  value,
  placeholder,
  inputMode,
  list,
  onCommit,
}: {
  label: string;
  value: string;
  placeholder?: string;
  inputMode?: "decimal";
  list?: string;
  onCommit: (text: string) => void;
}) {
  const [text, setText] = useState(value);
  const [base, setBase] = useState(value);
  if (base !== value) {
    setBase(value);
    setText(value);
  }
  const commit = () => text !== value && onCommit(text);
  return (
    <span className="inp">
      <input
        aria-label={label}
        value={text}
        placeholder={placeholder}
        inputMode={inputMode}
        list={list}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === "Enter" && commit()}
      />
    </span>
  );
}
