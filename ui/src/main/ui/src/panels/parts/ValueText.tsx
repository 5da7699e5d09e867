import { LinkList } from "./LinkList";
import type { PanelValue } from "./values";

const UNIT_SHARE = 0.55;

/** Width of a text at this font, by the mean width of a figure. */
export function textWidth(text: string, fontSize: number): number {
  return text.length * fontSize * 0.56;
}

/** The largest font with which the text fits the box. */
export function fittingFont(text: string, width: number, height: number, most = 64, least = 11): number {
  return Math.max(least, Math.min(most, height, width / (Math.max(1, text.length) * 0.57)));
}

export interface ValueTextProps {
  value: PanelValue;
  fontSize: number;
  color?: string;
  before?: string;
  after?: string;
}

/** A figure with its unit smaller beside it; where the value has links it is one, or opens their list. */
export function ValueText({ value, fontSize, color, before, after }: ValueTextProps) {
  const { prefix, text, suffix } = value.shown;
  const small = { fontSize: Math.max(10, fontSize * UNIT_SHARE), fontWeight: 400, opacity: 0.85 };
  const figure = (
    <span
      style={{
        fontSize,
        lineHeight: 1.12,
        fontWeight: 500,
        letterSpacing: "-.02em",
        color,
        whiteSpace: "nowrap",
      }}
      title={value.numeric === null ? undefined : String(value.numeric)}
    >
      {before}
      {prefix && <span style={small}>{prefix}</span>}
      {text}
      {suffix && <span style={small}>{suffix}</span>}
      {after}
    </span>
  );
  return value.links.length > 0 ? <LinkList links={value.links}>{figure}</LinkList> : figure;
}
