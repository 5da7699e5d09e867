import type { ReactNode } from "react";

export interface PanelProps {
  title: string;
  sub?: ReactNode;
  end?: ReactNode;
  children: ReactNode;
  className?: string;
  /** Tables run to the edges; everything else keeps the padding. */
  flush?: boolean;
  /** Panels take the focus, so that their keys (`T` for the table) reach them. */
  onKeyDown?: (event: React.KeyboardEvent) => void;
  loading?: boolean;
}

/** One hairline around, a title row, and inside it only row rules. */
export function Panel({ title, sub, end, children, className = "", flush, onKeyDown, loading }: PanelProps) {
  return (
    <section
      className={`panel ${className}`}
      aria-label={title}
      style={{ position: "relative" }}
      tabIndex={onKeyDown ? 0 : undefined}
      onKeyDown={onKeyDown}
    >
      {loading && <i className="load" />}
      <header className="ph">
        <h2>{title}</h2>
        {sub && <span className="sub ell">{sub}</span>}
        {end && <span className="end">{end}</span>}
      </header>
      {flush ? children : <div className="pb">{children}</div>}
    </section>
  );
}
