import type { ReactNode } from "react";
import styles from "./alerts.module.css";

const PARTS =
  /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)|([a-zA-Z_][a-zA-Z0-9_]*)(?=\s*(?:=~|!~|!=|=(?!=)))|([a-zA-Z_:][a-zA-Z0-9_:]*)(?=\s*\()|((?<![a-zA-Z_:])[0-9][0-9a-zA-Z.]*)/g;
const KINDS = [styles.string, styles.label, styles.fn, styles.number];

/** A query to read, in the colours of the editor. */
export function Expr({ text }: { text: string }) {
  const out: ReactNode[] = [];
  let at = 0;
  for (const match of text.matchAll(PARTS)) {
    out.push(text.slice(at, match.index));
    const kind = KINDS[match.slice(1).findIndex((g) => g !== undefined)];
    out.push(
      <span key={match.index} className={kind}>
        {match[0]}
      </span>,
    );
    at = match.index + match[0].length;
  }
  out.push(text.slice(at));
  return <code className={styles.expr}>{out}</code>;
}
