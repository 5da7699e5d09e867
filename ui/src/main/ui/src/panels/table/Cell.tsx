import type { CSSProperties } from "react";
import { colorAt } from "../bargauge/BarGaugePanel";
import { hashOf, type Palette } from "../colors";
import { shownText } from "../display";
import { linksOf, valueScope } from "../fieldConfig";
import { type Frame, numbersOf } from "../frames";
import { gaugeEnds } from "../gauge/ends";
import { LinkList } from "../parts/LinkList";
import { TrendArea } from "../parts/TrendArea";
import type { PanelValue } from "../parts/values";
import type { KindProps } from "../types";
import type { Column } from "./columns";
import styles from "./table.module.css";

export interface CellProps {
  column: Column;
  frame: Frame;
  row: number;
  width: number;
  palette: Palette;
  panel: Pick<KindProps, "range" | "replace" | "hooks">;
}

interface Trend {
  frame: Frame;
  value: unknown;
}

const isTrend = (value: unknown): value is Trend =>
  typeof value === "object" && value !== null && "frame" in value && "value" in value;

function Gauge({ column, row, palette, width }: CellProps) {
  const shown = column.show(column.field.values[row]);
  const ends = gaugeEnds(column.field);
  const share =
    shown.numeric === null ? 0 : Math.max(0, Math.min(1, (shown.numeric - ends.min) / (ends.max - ends.min)));
  const value = { field: column.field, color: shown.color } as PanelValue;
  const text = column.cell.valueDisplayMode === "hidden" ? "" : shownText(shown);
  const mode = column.cell.mode ?? "gradient";
  const stops = Array.from({ length: 6 }, (_, i) => colorAt(value, (i / 5) * share, ends, palette));
  const background =
    mode === "basic" ? palette.fade(shown.color, 0.7) : `linear-gradient(90deg, ${stops.join(", ")})`;
  const count = Math.max(4, Math.floor((width - 90) / 8));
  return (
    <span className={styles.gauge}>
      {mode === "lcd" ? (
        <span className={styles.lcd}>
          {Array.from({ length: count }, (_, i) => (i + 0.5) / count).map((at) => (
            <i
              key={at}
              style={{ background: at <= share ? colorAt(value, at, ends, palette) : "var(--border)" }}
            />
          ))}
        </span>
      ) : (
        <span className={styles.track}>
          <i style={{ width: `${share * 100}%`, background }} />
        </span>
      )}
      {text && (
        <span style={{ color: column.cell.valueDisplayMode === "text" ? undefined : shown.color }}>
          {text}
        </span>
      )}
    </span>
  );
}

function Sparkline({ column, row, width, palette }: CellProps) {
  const value = column.field.values[row];
  const source = isTrend(value) ? value.frame.fields.find((f) => f.type === "number") : undefined;
  const values = source
    ? numbersOf(source)
    : Array.isArray(value)
      ? value.map((v) => (typeof v === "number" ? v : null))
      : [];
  const shown = column.show(isTrend(value) ? value.value : values.at(-1));
  return (
    <span className={styles.gauge}>
      <TrendArea
        values={values}
        width={Math.max(20, width - 90)}
        height={24}
        color={column.field.config.color ? shown.color : palette.series(0)}
      />
      <span>{shownText(shown)}</span>
    </span>
  );
}

/** A colour for each word, the same wherever the word stands. */
function Pills({ text, palette }: { text: string; palette: Palette }) {
  const words = text.startsWith("[") ? parsedList(text) : text.split(/\s*,\s*/);
  return (
    <span className={styles.pills}>
      {words.map((word) => {
        const color = palette.series(hashOf(word) % 24);
        return (
          <span
            key={word}
            className={styles.pill}
            style={{ background: palette.fade(color, 0.22), borderColor: color }}
          >
            {word}
          </span>
        );
      })}
    </span>
  );
}

function parsedList(text: string): string[] {
  try {
    const found: unknown = JSON.parse(text);
    return Array.isArray(found) ? found.map(String) : [text];
  } catch {
    return [text];
  }
}

function jsonText(value: unknown): string {
  if (typeof value !== "string") {
    return JSON.stringify(value, null, 1) ?? "";
  }
  try {
    return JSON.stringify(JSON.parse(value), null, 1);
  } catch {
    return value;
  }
}

function safeImage(url: string): string | undefined {
  return /^(?:https?:\/\/|\/|data:image\/(?:png|jpe?g|gif|webp);)/i.test(url) ? url : undefined;
}

function Words({ column, row, palette }: CellProps) {
  const value = column.field.values[row];
  const shown = column.show(value);
  const text = shownText(shown);
  switch (column.cell.type) {
    case "pill":
      return <Pills text={String(value ?? "")} palette={palette} />;
    case "json-view":
      return <code className={`mono ${styles.json}`}>{jsonText(value)}</code>;
    case "image": {
      const source = safeImage(String(value ?? ""));
      return source ? <img src={source} alt={text} className={styles.image} /> : text;
    }
    default:
      return (
        <>
          {shown.icon && <span aria-hidden>{shown.icon} </span>}
          {shown.prefix && <span className="unit">{shown.prefix}</span>}
          {shown.text}
          {shown.suffix && <span className="unit">{shown.suffix}</span>}
        </>
      );
  }
}

export function cellStyle(column: Column, row: number, palette: Palette): CSSProperties {
  const shown = column.show(column.field.values[row]);
  switch (column.cell.type) {
    case "color-text":
      return { color: shown.color, fontWeight: 500 };
    case "color-background":
      return shown.color.endsWith(",0)")
        ? {}
        : { background: shown.color, color: palette.textOn(shown.color) };
    default:
      return shown.mapped && shown.isColored && column.cell.type === "auto" ? { color: shown.color } : {};
  }
}

export function Cell(props: CellProps) {
  const { column, frame, row, panel } = props;
  const { config } = column.field;
  if (column.cell.type === "gauge") {
    return <Gauge {...props} />;
  }
  if (column.cell.type === "sparkline" || isTrend(column.field.values[row])) {
    return <Sparkline {...props} />;
  }
  if (!config.links || config.links.length === 0) {
    return <Words {...props} />;
  }
  const text = shownText(column.show(column.field.values[row]));
  const links = linksOf(config.links, valueScope(column.field, frame, row, text, panel.range), panel.replace);
  if (column.cell.type === "data-links") {
    return (
      <span className={styles.pills}>
        {links.map((link) => (
          <a
            key={link.href}
            className="link"
            href={link.href}
            target={link.newTab ? "_blank" : undefined}
            rel="noopener"
          >
            {link.title}
          </a>
        ))}
      </span>
    );
  }
  return (
    <LinkList links={links}>
      <Words {...props} />
    </LinkList>
  );
}
