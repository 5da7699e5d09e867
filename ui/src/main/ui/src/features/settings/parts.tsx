import type { ReactNode } from "react";
import { Panel } from "../../components/Panel";
import { Failed, Loading } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { ago } from "../../lib/time/duration";
import { fullTime } from "../../lib/time/zone";
import styles from "./settings.module.css";

/** How long ago, with the whole time behind it; null, undefined and 0 are never. */
export function When({ millis, never }: { millis: number | null | undefined; never: string }) {
  const { now, zone } = useTime();
  if (!millis) {
    return <span className="muted">{never}</span>;
  }
  return (
    <time dateTime={new Date(millis).toISOString()} title={fullTime(millis, zone)}>
      {ago(millis, Math.max(now, millis))}
    </time>
  );
}

export interface TableColumn {
  name: string;
  numeric?: boolean;
  width?: string;
}

/** A table that scrolls by itself where the page is narrower than its columns. */
export function Table({
  label,
  columns,
  children,
}: {
  label: string;
  columns: TableColumn[];
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={label}>
      <table className="t">
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.name}
                className={column.numeric ? "num" : undefined}
                style={column.width ? { width: column.width } : undefined}
                scope="col"
              >
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

export interface AskedPanelProps<T> {
  title: string;
  what: string;
  asked: { data: T | undefined; error: Error | null; refetch: () => unknown };
  end?: ReactNode;
  sub?: (data: T) => ReactNode;
  flush?: boolean;
  children: (data: T) => ReactNode;
}

/** A panel whose content is one answer of the server: its frame at once, its reason when it fails. */
export function AskedPanel<T>({ title, what, asked, end, sub, flush, children }: AskedPanelProps<T>) {
  const { data, error } = asked;
  if (data === undefined) {
    return (
      <Panel title={title} end={end}>
        {error ? (
          <Failed error={error} actions={[{ label: "Retry", run: () => void asked.refetch() }]} />
        ) : (
          <Loading what={what} height={120} />
        )}
      </Panel>
    );
  }
  return (
    <Panel title={title} end={end} sub={sub?.(data)} flush={flush}>
      {children(data)}
    </Panel>
  );
}
