/** The eight state shapes. A state is a shape, then a word, and only then a colour. */
export type State = "ok" | "info" | "warning" | "high" | "critical" | "maint" | "pending" | "none";

const NAMES: Record<State, string> = {
  ok: "OK",
  info: "Info",
  warning: "Warning",
  high: "High",
  critical: "Critical",
  maint: "Maintenance",
  pending: "Pending",
  none: "No data",
};

const stroke = { strokeWidth: 1.5, strokeLinecap: "round", strokeLinejoin: "round", fill: "none" } as const;

function shape(state: State) {
  switch (state) {
    case "ok":
      return (
        <>
          <circle cx="7" cy="7" r="6.25" fill="var(--ok-fill)" />
          <path d="M4.3 7.2l1.9 1.9 3.6-4" stroke="var(--on-fill)" {...stroke} />
        </>
      );
    case "info":
      return (
        <>
          <circle cx="7" cy="7" r="5.9" fill="none" stroke="var(--info-fill)" strokeWidth="1.3" />
          <path d="M7 6.4v3.2M7 4.2v.1" stroke="var(--info-fill)" {...stroke} />
        </>
      );
    case "warning":
      return (
        <>
          <path
            d="M7 1.2c.4 0 .7.2.9.5l5.3 9.4c.4.7-.1 1.6-.9 1.6H1.7c-.8 0-1.3-.9-.9-1.6l5.3-9.4c.2-.3.5-.5.9-.5z"
            fill="var(--warning-fill)"
          />
          <path d="M7 5v3.2M7 10.3v.1" stroke="var(--on-fill)" {...stroke} />
        </>
      );
    case "high":
      return (
        <>
          <path
            d="M6.2.9a1.1 1.1 0 0 1 1.6 0l5.3 5.3c.4.4.4 1.1 0 1.6l-5.3 5.3c-.4.4-1.1.4-1.6 0L.9 7.8a1.1 1.1 0 0 1 0-1.6z"
            fill="var(--high-fill)"
          />
          <path d="M7 4v3.6M7 9.9v.1" stroke="var(--on-fill)" {...stroke} />
        </>
      );
    case "critical":
      return (
        <>
          <path d="M4.4.8h5.2l3.6 3.6v5.2l-3.6 3.6H4.4L.8 9.6V4.4z" fill="var(--critical-fill)" />
          <path d="M5 5l4 4M9 5l-4 4" stroke="var(--on-fill)" {...stroke} />
        </>
      );
    case "maint":
      return (
        <path
          d="M8.6 4.1a.6.6 0 0 0 0 .8l.5.5a.6.6 0 0 0 .8 0l2.2-2.2a3.5 3.5 0 0 1-4.6 4.6l-4 4a1.2 1.2 0 0 1-1.8-1.8l4-4a3.5 3.5 0 0 1 4.6-4.6z"
          stroke="var(--maint-fill)"
          {...stroke}
        />
      );
    case "pending":
      return (
        <>
          <circle cx="7" cy="7" r="5.6" fill="none" stroke="var(--warning-fill)" strokeWidth="1.5" />
          <path d="M7 1.4a5.6 5.6 0 0 1 0 11.2z" fill="var(--warning-fill)" />
        </>
      );
    case "none":
      return (
        <circle
          cx="7"
          cy="7"
          r="5.6"
          fill="none"
          stroke="var(--none-fill)"
          strokeWidth="1.5"
          strokeDasharray="2.4 2"
        />
      );
  }
}

export interface GlyphProps {
  state: State;
  /** Leave out when the word stands beside the shape. */
  label?: string | false;
  size?: number;
}

export function Glyph({ state, label, size }: GlyphProps) {
  const style = size ? { width: size, height: size } : undefined;
  if (label === false) {
    return (
      <svg className="g" viewBox="0 0 14 14" style={style} aria-hidden="true">
        {shape(state)}
      </svg>
    );
  }
  return (
    <svg className="g" viewBox="0 0 14 14" style={style} role="img" aria-label={label ?? NAMES[state]}>
      {shape(state)}
    </svg>
  );
}

/** Shape and word in the state's colour. */
export function StateWord({ state, word }: { state: State; word: string }) {
  return (
    <span className={`st c-${state === "pending" ? "warning" : state}`}>
      <Glyph state={state} label={false} />
      {word}
    </span>
  );
}
