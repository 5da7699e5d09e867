import { Link } from "@tanstack/react-router";
import { ArrowDown, ArrowUp } from "lucide-react";
import { Spark } from "../../charts/Spark";
import { Glyph } from "../../components/Glyph";
import { keepTime } from "../../components/time/search";
import { format } from "../../lib/units";
import { type Change, changeOf, misses } from "./figures";
import styles from "./home.module.css";
import type { FigureNow, FiguresNow } from "./useSignals";

const TONES: Record<Change["goodness"], string> = { good: "good", bad: "bad-d", none: "" };

function Difference({ change, words }: { change: Change; words: string }) {
  const Arrow = change.arrow === "up" ? ArrowUp : ArrowDown;
  return (
    <>
      {change.arrow !== "flat" && (
        <Arrow className={`i ${styles.arrow} ${TONES[change.goodness]}`} aria-label={change.arrow} />
      )}
      <span className={TONES[change.goodness]}>{change.words}</span> {words}
    </>
  );
}

function Tile({ shown, isFirst }: { shown: FigureNow; isFirst: boolean }) {
  const { figure, values, now, before, query } = shown;
  const { value, unit } = format(now, figure.unit);
  const missed = misses(now, figure);
  const change = now === null || before === undefined ? undefined : changeOf(now, before.value, figure);
  return (
    <Link
      to={figure.to as string}
      search={(before: Record<string, unknown>) => ({
        ...keepTime(before),
        ...(figure.to === "/explore" && { q: [query] }),
      })}
      className={`tile ${styles.tile}`}
    >
      <span className="caps row g6">
        {figure.label}
        {missed && <Glyph state="warning" label="misses its target" size={12} />}
      </span>
      <span className={styles.figure}>
        <span className={`v ${now === null ? "muted" : ""}`} title={now === null ? undefined : String(now)}>
          {value}
          <span className="u">{unit}</span>
        </span>
        <span className={styles.spark}>
          <Spark values={values} height={32} limit={figure.target?.value} />
        </span>
      </span>
      <span className="d">
        {now === null && (isFirst ? "\u00a0" : "no reading in this range")}
        {change && before && <Difference change={change} words={before.words} />}
        {figure.target && (
          <span>
            {change ? " · " : ""}
            {figure.target.words}
          </span>
        )}
        {now !== null && !change && !figure.target && "nothing earlier to compare"}
      </span>
    </Link>
  );
}

/** Five figures that say how it goes, with what they were and what they should be. */
export function Figures({ figures, isFirst }: FiguresNow) {
  if (figures.length === 0) {
    return (
      <div className={`tiles ${styles.tiles}`}>
        <div className="tile">
          <div className="caps">Key figures</div>
          <div className="v muted">–</div>
          <div className="d">{isFirst ? "\u00a0" : "they come with the first samples"}</div>
        </div>
      </div>
    );
  }
  return (
    <div className={`tiles ${styles.tiles}`} style={{ "--n": figures.length } as React.CSSProperties}>
      {figures.map((shown) => (
        <Tile key={shown.figure.id} shown={shown} isFirst={isFirst} />
      ))}
    </div>
  );
}
