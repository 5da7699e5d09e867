import { diffLines, shortened } from "../../lib/board/diff";
import type { Dashboard } from "../../lib/board/model";
import styles from "./boards.module.css";
import { toYaml } from "./yaml";

const CLASSES = { add: styles.add, del: styles.del, skip: styles.skip, same: undefined };
const WORDS = { add: "added: ", del: "removed: ", skip: "", same: "" };

/** What changed between two boards, line by line. */
export default function Diff({ before, after }: { before: Dashboard; after: Dashboard }) {
  const all = diffLines(toYaml(before), toYaml(after));
  const changes = all.filter((line) => line.kind !== "same").length;
  if (changes === 0) {
    return <p className="muted t12">Both are the same.</p>;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by key too
    <section className={styles.diff} tabIndex={0} aria-label={`${changes} changed lines`}>
      {shortened(all).map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
        <span key={i} className={CLASSES[line.kind]}>
          {WORDS[line.kind] && <span className="sr">{WORDS[line.kind]}</span>}
          {line.text || " "}
        </span>
      ))}
    </section>
  );
}
