import type { ReactNode } from "react";
import { Mark } from "../../components/Mark";
import styles from "./login.module.css";

/** What stands alone, before anybody is known. */
export function Gate({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={styles.gate}>
      <section className={styles.card} aria-label={title}>
        <div className={styles.brand}>
          <Mark />
          Tocsin
        </div>
        <h1>{title}</h1>
        {children}
      </section>
    </main>
  );
}
