import type { CSSProperties } from "react";

/** The square that ties a row to its line. `fade` as the line has it. */
export function Swatch({ color, fade }: { color: string; fade?: number }) {
  const style: CSSProperties & Record<"--k", string> = { "--k": `var(${color})`, opacity: fade };
  return <span className="sw box" style={style} />;
}
