import { Check, Copy, type LucideIcon } from "lucide-react";
import { type ButtonHTMLAttributes, type ReactNode, type Ref, useEffect, useState } from "react";
import { keyCaps } from "../lib/keys";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: "plain" | "primary" | "ghost";
  icon?: LucideIcon;
  ref?: Ref<HTMLButtonElement>;
}

const KINDS = { plain: "btn", primary: "btn pri", ghost: "btn ghost" };

export function Button({ kind = "plain", icon: Icon, className = "", children, ...rest }: ButtonProps) {
  return (
    <button type="button" className={`${KINDS[kind]} ${className}`} {...rest}>
      {Icon && <Icon className="i" aria-hidden />}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, "children" | "icon"> {
  icon: LucideIcon;
  /** Said by screen readers and shown as the tooltip. */
  label: string;
}

export function IconButton({ icon: Icon, label, kind = "ghost", className = "", ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className={`${KINDS[kind]} ico ${className}`}
      aria-label={label}
      title={label}
      {...rest}
    >
      <Icon className="i" aria-hidden />
    </button>
  );
}

export interface Choice<T extends string> {
  value: T;
  label: string;
  icon?: LucideIcon;
  count?: number;
}

export interface SegmentedProps<T extends string> {
  label: string;
  choices: Choice<T>[];
  value: T;
  onChange: (value: T) => void;
}

/** One of a few; each is a button that says whether it is pressed. */
export function Segmented<T extends string>({ label, choices, value, onChange }: SegmentedProps<T>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one inline row in every browser
    <div className="seg" role="group" aria-label={label}>
      {choices.map(({ value: each, label: word, icon: Icon, count }) => (
        <button
          key={each}
          type="button"
          className={each === value ? "on" : ""}
          aria-pressed={each === value}
          onClick={() => onChange(each)}
        >
          {Icon && <Icon className="i s" aria-hidden />}
          {word}
          {count !== undefined && <span className="muted">{count}</span>}
        </button>
      ))}
    </div>
  );
}

export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className="kbd">{children}</kbd>;
}

const isMac = () => /mac|iphone|ipad/i.test(navigator.userAgent);

/** A shortcut in one line of text, as this machine's keyboard is labelled. */
export function keyWords(keys: string): string {
  return keyCaps(keys, isMac()).join(" ");
}

export function KeyCaps({ keys }: { keys: string }) {
  return (
    <span className="row g4">
      {keyCaps(keys, isMac()).map((cap) => (
        <Kbd key={cap}>{cap}</Kbd>
      ))}
    </span>
  );
}

/** Copies to the clipboard and says so for two seconds. Plain http has no clipboard: then a field is selected. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.style.position = "fixed";
    field.style.opacity = "0";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}

export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) {
      return;
    }
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <IconButton
      icon={copied ? Check : Copy}
      label={copied ? "Copied" : label}
      onClick={async () => setCopied(await copyText(text))}
    />
  );
}

export interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  icon?: LucideIcon;
  hint?: ReactNode;
  ref?: Ref<HTMLInputElement>;
  onKeyDown?: (event: React.KeyboardEvent<HTMLInputElement>) => void;
  invalid?: boolean;
  className?: string;
}

/** One line of text with its icon and its key. The label is spoken, the placeholder shown. */
export function Field({
  label,
  value,
  onChange,
  placeholder,
  icon: Icon,
  hint,
  ref,
  onKeyDown,
  invalid,
  className = "",
}: FieldProps) {
  return (
    <span className={`inp ${className}`}>
      {Icon && <Icon className="i" aria-hidden />}
      <input
        ref={ref}
        type="text"
        aria-label={label}
        aria-invalid={invalid || undefined}
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {hint}
    </span>
  );
}
