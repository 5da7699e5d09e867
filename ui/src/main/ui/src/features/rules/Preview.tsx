import { useMemo } from "react";
import type { Episode } from "../../api/alerting";
import type { RangeSeries } from "../../api/prometheus";
import { type Frame, type Grid, gridTimes, newest, toColumn } from "../../charts/frame";
import type { Mark, View } from "../../charts/options";
import { lineStyle } from "../../charts/palette";
import { TimeChart } from "../../charts/TimeChart";
import { Segmented } from "../../components/controls";
import { Panel } from "../../components/Panel";
import { Empty } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { Value } from "../../components/Value";
import { legendNames, unitOfQuery } from "../../lib/promql";
import { SEVERITY_WORDS } from "../../lib/severity";
import { readableDuration } from "../../lib/time/duration";
import { clock, dayMonth } from "../../lib/time/zone";
import { formatText, group, type Unit } from "../../lib/units";
import { BySeries } from "./BySeries";
import { Firings, LISTED } from "./Firings";
import type { Form } from "./form";
import { spansOf } from "./meanwhile";
import { OtherLimits } from "./OtherLimits";
import styles from "./rules.module.css";
import { SPAN_WORDS, SPANS, type Span } from "./search";
import { type Played, useFilled, useMeasured } from "./usePreview";

const HEIGHT = 300;
const LINES = 24;

export interface PreviewProps {
  form: Form;
  played: Played;
  span: Span;
  onSpan: (span: Span) => void;
  /** Takes another number; undefined where the number cannot be put into what was typed. */
  onLimit?: (limit: number) => void;
}

function Headline({ played, span, onSpan }: Pick<PreviewProps, "played" | "span" | "onSpan">) {
  const { rule, isOld } = played;
  return (
    <div className={styles.title}>
      <h2 aria-live="polite" style={{ opacity: isOld ? 0.7 : 1 }}>
        {rule ? (
          <>
            Would have fired{" "}
            <b>
              {rule.cut && "more than "}
              {group(rule.fired)} {rule.fired === 1 ? "time" : "times"}
            </b>{" "}
            in the last {SPAN_WORDS[span]}
          </>
        ) : (
          "What it would have done"
        )}
      </h2>
      <span className="end">
        <Segmented<Span>
          label="How far back"
          choices={SPANS.map((value) => ({ value, label: value.replace("d", " d") }))}
          value={span}
          onChange={onSpan}
        />
      </span>
    </div>
  );
}

function frameOf(series: readonly RangeSeries[], grid: Grid): Frame {
  const some = series.slice(0, LINES);
  const names = legendNames(some.map((s) => s.metric));
  return {
    times: gridTimes(grid),
    lines: some.map((s, i) => ({
      id: JSON.stringify(s.metric),
      name: names[i] ?? "",
      labels: s.metric,
      values: toColumn(s, grid),
      ...lineStyle(i),
    })),
  };
}

/** Each start with its number, and the time in which any series would have fired, once. */
function marksOf(episodes: readonly Episode[], state: Form["severity"]): Mark[] {
  const starts = episodes.slice(0, LISTED).map((e, i) => ({
    time: Date.parse(e.from) / 1000,
    label: String(i + 1),
    state,
  }));
  return [...spansOf(episodes).map((span) => ({ ...span, label: "", state })), ...starts];
}

interface ChartProps {
  form: Form;
  played: Played;
  grid: Grid;
  frame: Frame;
  unit: Unit;
  total: number;
}

function Chart({ form, played, grid, frame, unit, total }: ChartProps) {
  const { zone } = useTime();
  const { compared, rule } = played;
  const late = grid.start > played.grid.start + 2 * played.grid.stepSeconds;
  const view = useMemo<View>(
    () => ({
      frame,
      start: grid.start,
      end: grid.end,
      unit,
      zone,
      mode: "lines",
      isolated: null,
      fromZero: false,
      thresholds: compared
        ? [
            {
              value: compared.limit,
              state: form.severity,
              label: `${SEVERITY_WORDS[form.severity].toLowerCase()} ${compared.op} ${formatText(compared.limit, unit)}`,
            },
          ]
        : [],
      marks: marksOf(rule?.episodes ?? [], form.severity),
    }),
    [frame, grid, unit, zone, compared, rule, form.severity],
  );
  const worst = frame.lines.map((l) => newest(l.values) ?? Number.NEGATIVE_INFINITY);
  const now = worst.length > 0 ? Math.max(...worst) : Number.NEGATIVE_INFINITY;
  return (
    <Panel
      title="The same rule over the past"
      sub={`${total} series, one point each ${readableDuration(grid.stepSeconds * 1000)}`}
      loading={played.isOld}
      end={
        Number.isFinite(now) && (
          <span className="t12">
            <span className="muted">highest now</span>{" "}
            <b className="med">
              <Value value={now} unit={unit} />
            </b>
          </span>
        )
      }
    >
      <TimeChart view={view} height={HEIGHT} label="What the rule measures" dim={played.isOld} />
      <div className={styles.legend}>
        <span>
          <i className="sw" style={{ "--k": "var(--s1)" } as React.CSSProperties} />
          {frame.lines.length < total
            ? `the first ${frame.lines.length} of ${total} series`
            : "what is measured"}
        </span>
        {compared && (
          <span>
            <i className="sw" style={{ "--k": `var(--${form.severity}-fill)` } as React.CSSProperties} />
            limit {formatText(compared.limit, unit)}
          </span>
        )}
        <span>
          <i className="sw box" style={{ "--k": `var(--${form.severity}-fill)` } as React.CSSProperties} />
          would be firing
        </span>
        {late && (
          <span>
            stored since {dayMonth(grid.start * 1000, zone)}, {clock(grid.start * 1000, zone)}
          </span>
        )}
      </div>
    </Panel>
  );
}

/** The rule over the past: the line, the firings, what else there was, and other numbers. */
export function Preview({ form, played, span, onSpan, onLimit }: PreviewProps) {
  const { rule, compared, error } = played;
  const measured = compared?.measured ?? rule?.query;
  const asked = error ? undefined : measured;
  const grid = useFilled(asked, played.grid);
  const { data } = useMeasured(asked, grid);
  const series = data?.data;
  const frame = useMemo(() => frameOf(series ?? [], grid), [series, grid]);
  const unit = measured ? unitOfQuery(measured) : "none";
  return (
    <div className={styles.right}>
      <Headline played={played} span={span} onSpan={onSpan} />
      {!rule && (
        <Panel title="The same rule over the past">
          <Empty
            kind="not-yet"
            what={error ? "It cannot be played yet" : "Say on the left when to alert"}
            why={
              error
                ? "What was refused is marked on the left; the chart comes back with the first that can be read."
                : "Here you see at once when it would have fired, for how long, and what other thresholds would have done."
            }
          />
        </Panel>
      )}
      {rule && series && series.length === 0 && (
        <Panel title="The same rule over the past">
          <Empty
            kind="no-match"
            what="No series answers"
            why="Nothing was stored under this in that time: a name that does not exist, or a label that no series has."
          />
        </Panel>
      )}
      {rule && frame.lines.length > 0 && (
        <Chart
          form={form}
          played={played}
          grid={grid}
          frame={frame}
          unit={unit}
          total={series?.length ?? 0}
        />
      )}
      {rule && (
        <div className={styles.two}>
          <Firings form={form} played={played} unit={unit} />
          <OtherLimits played={played} unit={unit} span={span} onLimit={onLimit} />
        </div>
      )}
      {rule && compared && frame.lines.length > 1 && (
        <BySeries frame={frame} compared={compared} unit={unit} />
      )}
    </div>
  );
}
