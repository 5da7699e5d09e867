import { lazy, Suspense } from "react";
import styles from "./promql.module.css";

export interface EditorProps {
  value: string;
  /** Spoken name: `Query A`. */
  label: string;
  autoFocus: boolean;
  /** The text may hold variables such as `$__rate_interval`, which are no PromQL until they are filled in. */
  variables?: boolean;
  onChange: (value: string) => void;
  onRun: () => void;
  onFocus: () => void;
}

const QueryEditor = lazy(() => import("./QueryEditor"));

/** A plain field that already works, until the editor with completion has arrived. */
function Plain({ value, label, onChange, onRun, onFocus }: EditorProps) {
  return (
    <textarea
      className={styles.plain}
      aria-label={label}
      rows={Math.max(1, value.split("\n").length)}
      placeholder="Type a metric or a query"
      spellCheck={false}
      value={value}
      onFocus={onFocus}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.shiftKey || event.metaKey || event.ctrlKey)) {
          event.preventDefault();
          onRun();
        }
      }}
    />
  );
}

export function EditorSlot(props: EditorProps) {
  return (
    <Suspense fallback={<Plain {...props} />}>
      <QueryEditor {...props} />
    </Suspense>
  );
}
