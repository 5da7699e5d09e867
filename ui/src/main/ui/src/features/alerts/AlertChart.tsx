import { useMemo } from "react";
import type { ChangeEvent } from "../../api/alerting";
import { useRanges } from "../../api/hooks";
import { type Frame, gridTimes, statsOf, toColumn } from "../../charts/frame";
import type { View } from "../../charts/options";
import { TimeChart } from "../../charts/TimeChart";
import { Loading } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { Value } from "../../components/Value";
import { matchersOf, matcherText } from "../../lib/matchers";
import type { Labels } from "../../lib/promql";
import { SEVERITY_WORDS, type Severity } from "../../lib/severity";
import type { Compared } from "../../lib/threshold";
import { readableDuration } from "../../lib/time/duration";
import { clock, fullTime } from "../../lib/time/zone";
import { formatText, type Unit } from "../../lib/units";
import styles from "./alerts.module.css";
import { type Stretch, stretchesOf } from "./history";
import { seriesFor } from "./model";

const HEIGHT = 180;
const POINTS = 240;
const STEPS = [10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];

export interface Charted {
  labels: Labels;
  severity: Severity;
  compared?: Compared;
  expr?: string;
  unit: Unit;
  /** When its condition began to hold, or it was told. */
  fromMillis: number;
}

/** From before it began until now; a step of at least ten seconds. */
function gridFor(fromMillis: number, now: number) {
  const age = Math.max(0, now - fromMillis) / 1000;
  const length = Math.min(14 * 86_400, Math.max(3600, age * 1.6));
  const step = STEPS.find((s) => s >= length / POINTS) ?? 7200;
  const end = Math.floor(now / 1000 / step) * step;
  return { start: end - Math.ceil(length / step) * step, end, stepSeconds: step };
}

/** The line of one alert with its limit, and what it was doing all the while. */
export function AlertChart({ alert, events }: { alert: Charted; events: readonly ChangeEvent[] }) {
  const { now, zone, zoomTo } = useTime();
  const grid = gridFor(alert.fromMillis, now);
  const { start, end, stepSeconds } = grid;
  const { compared, severity, labels, unit } = alert;
  const history = `ALERTS{${matchersOf(labels).map(matcherText).join(",")}}`;
  const measured = compared?.measured ?? alert.expr;
  const queries = useMemo(() => (measured ? [history, measured] : [history]), [history, measured]);
  const { answers, isFirst } = useRanges(queries, grid);
  const series = answers[1] && seriesFor(answers[1].data, labels);
  const states = answers[0]?.data;
  const stretches = useMemo(
    () => stretchesOf(states ?? [], { start, end, stepSeconds }),
    [states, start, end, stepSeconds],
  );
  const view = useMemo<View>(() => {
    const values = series ? toColumn(series, { start, end, stepSeconds }) : [];
    const frame: Frame = {
      times: gridTimes({ start, end, stepSeconds }),
      lines: series ? [{ id: "value", name: "value", labels: series.metric, values, color: "--text" }] : [],
    };
    return {
      frame,
      start,
      end,
      unit,
      zone,
      mode: "lines",
      isolated: null,
      fromZero: false,
      thresholds: compared
        ? [
            {
              value: compared.limit,
              state: severity,
              label: `${SEVERITY_WORDS[severity].toLowerCase()} ${compared.op} ${formatText(compared.limit, unit)}`,
              beyond: compared.op.startsWith(">")
                ? "above"
                : compared.op.startsWith("<")
                  ? "below"
                  : undefined,
            },
          ]
        : [],
      marks: events.map((e) => ({ time: e.time, label: e.title.length > 24 ? "" : e.title })),
    };
  }, [series, start, end, stepSeconds, unit, zone, compared, severity, events]);
  const stats = statsOf(view.frame.lines[0]?.values ?? []);
  const peak = compared?.op.startsWith("<") ? stats.min : stats.max;
  return (
    <>
      <div className={styles.figs}>
        <span className="med ell">{compared ? "Value and limit" : "Value"}</span>
        <span className="muted">{readableDuration((end - start) * 1000)}</span>
        <span className="end">
          <span className="muted">now</span>
          <b className="med">
            <Value value={stats.last} unit={unit} />
          </b>
          <span className="muted">peak</span>
          <b className="med">
            <Value value={peak} unit={unit} />
          </b>
        </span>
      </div>
      {isFirst ? (
        <Loading what="the history" height={HEIGHT} />
      ) : series ? (
        <TimeChart view={view} height={HEIGHT} label="Value of the alert" onZoom={zoomTo} />
      ) : (
        <p className="muted t12">
          {alert.expr
            ? "The expression answers nothing for these labels now: the series ended, or the alert has other labels."
            : "Whoever sent this alert did not say which query it came from, so there is no line to draw."}
        </p>
      )}
      {states && states.length > 0 && (
        <Strip stretches={stretches} severity={severity} left={series !== undefined} />
      )}
    </>
  );
}

function Strip({ stretches, severity, left }: { stretches: Stretch[]; severity: Severity; left: boolean }) {
  const { zone } = useTime();
  const first = stretches[0]?.from ?? 0;
  const whole = Math.max(1, (stretches.at(-1)?.to ?? 1) - first);
  const words = stretches.map((s) => `${s.phase} from ${clock(s.from * 1000, zone)}`).join(", ");
  return (
    <div
      className={styles.strip}
      data-st={severity}
      style={{ marginLeft: left ? 34 : 0 }}
      role="img"
      aria-label={`States: ${words}`}
    >
      {stretches.map((s, i) => (
        <span
          key={s.from}
          data-s={s.phase}
          style={{ width: `${((s.to - s.from) / whole) * 100}%` }}
          title={`${s.phase} from ${fullTime(s.from * 1000, zone)}`}
        >
          {s.phase === "firing" && i === stretches.length - 1 && (s.to - s.from) / whole > 0.2
            ? `firing since ${clock(s.from * 1000, zone)}`
            : ""}
        </span>
      ))}
    </div>
  );
}
