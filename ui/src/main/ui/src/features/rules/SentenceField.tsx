import { useId, useRef, useState } from "react";
import styles from "./rules.module.css";
import { completions, EXAMPLES, type Known, wordAt } from "./words";

export interface SentenceFieldProps {
  value: string;
  known: readonly Known[];
  invalid: boolean;
  label: string;
  placeholder: string;
  onChange: (value: string) => void;
}

/** A sentence with the names of metrics completed as they are typed. */
export function SentenceField({ value, known, invalid, label, placeholder, onChange }: SentenceFieldProps) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const [at, setAt] = useState(0);
  const { word, from } = wordAt(value, cursor ?? value.length);
  const options = cursor === null ? [] : completions(word, known);
  const open = options.length > 0;
  const take = (option: Known) => {
    const next = value.slice(0, from) + option.name + value.slice(from + word.length);
    onChange(next);
    setCursor(null);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(from + option.name.length, from + option.name.length);
    });
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (!open) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const by = event.key === "ArrowDown" ? 1 : -1;
      setAt((i) => (i + by + options.length) % options.length);
    } else if (event.key === "Enter" || event.key === "Tab") {
      const option = options[Math.min(at, options.length - 1)];
      if (option) {
        take(option);
      }
    } else if (event.key === "Escape") {
      setCursor(null);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <textarea
        ref={field}
        aria-label={label}
        aria-haspopup="listbox"
        aria-controls={`${id}o`}
        aria-autocomplete="list"
        aria-activedescendant={open ? `${id}${Math.min(at, options.length - 1)}` : undefined}
        aria-invalid={invalid || undefined}
        rows={2}
        value={value}
        spellCheck={false}
        placeholder={placeholder}
        onChange={(event) => {
          onChange(event.target.value.replaceAll("\n", " "));
          setCursor(event.target.selectionStart);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setCursor(null)}
      />
      <div id={`${id}o`} role="listbox" aria-label="Metrics" hidden={!open} className={styles.options}>
        {options.map((option, i) => (
          <div
            key={option.name}
            tabIndex={-1}
            id={`${id}${i}`}
            role="option"
            aria-selected={i === Math.min(at, options.length - 1)}
            onPointerDown={(event) => {
              event.preventDefault();
              take(option);
            }}
          >
            <span className="mono">{option.name}</span>
            <span className="muted t12">{option.kind}</span>
            <span className="muted ell t12 end">{option.help}</span>
          </div>
        ))}
      </div>
    </>
  );
}

/** What can be said, for who begins; pressing one writes it. */
export function Examples({ subject, onPick }: { subject: string; onPick: (sentence: string) => void }) {
  return (
    <div className="row" style={{ flexWrap: "wrap", gap: 6 }}>
      {EXAMPLES.map((example) => {
        const text = example.replace("SUBJECT", subject);
        return (
          <button
            key={example}
            type="button"
            className={`chip ${styles.example}`}
            onClick={() => onPick(text)}
          >
            {text}
          </button>
        );
      })}
    </div>
  );
}
