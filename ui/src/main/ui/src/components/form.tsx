import { type HTMLInputTypeAttribute, type ReactNode, useId } from "react";
import styles from "./form.module.css";
import { messageOf } from "./states";

/** One column of labelled fields; Enter sends it. */
export function Form({
  onSubmit,
  children,
  label,
}: {
  onSubmit: () => void;
  children: ReactNode;
  label: string;
}) {
  return (
    <form
      className={styles.form}
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}

export interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: HTMLInputTypeAttribute;
  hint?: ReactNode;
  /** What is wrong with the value, said below it. */
  error?: string;
  autoComplete?: string;
  autoFocus?: boolean;
  placeholder?: string;
}

/** A label, a field, and below it what helps or what is wrong. */
export function TextField({
  label,
  value,
  onChange,
  type = "text",
  hint,
  error,
  autoComplete = "off",
  autoFocus,
  placeholder,
}: TextFieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <span className="inp lg">
        <input
          id={id}
          type={type}
          value={value}
          placeholder={placeholder}
          autoComplete={autoComplete}
          // biome-ignore lint/a11y/noAutofocus: the first field of a page or dialog that someone opened to type in
          autoFocus={autoFocus}
          spellCheck={false}
          aria-invalid={error ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
      </span>
      {note && (
        <p id={`${id}-note`} className={error ? styles.wrong : "muted t12"}>
          {note}
        </p>
      )}
    </div>
  );
}

export interface SelectFieldProps {
  label: string;
  value: string;
  choices: { value: string; label: string }[];
  onChange: (value: string) => void;
  hint?: ReactNode;
}

export function SelectField({ label, value, choices, onChange, hint }: SelectFieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className={`btn lg ${styles.select}`}
        value={value}
        aria-describedby={hint ? `${id}-note` : undefined}
        onChange={(event) => onChange(event.target.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      {hint && (
        <p id={`${id}-note`} className="muted t12">
          {hint}
        </p>
      )}
    </div>
  );
}

/** Why what was sent was refused, in the words of the server. */
export function Refusal({ error }: { error: unknown }) {
  return error ? (
    <p className={styles.refusal} role="alert">
      {messageOf(error)}
    </p>
  ) : null;
}
