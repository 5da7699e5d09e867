import { Component, type ComponentType, lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { Failed, Loading } from "../components/states";
import type { PanelKind } from "../lib/board/model";
import { DataTable } from "./DataTable";
import { type Frame, lengthOf } from "./frames";
import styles from "./parts/panel.module.css";
import { Reason } from "./parts/Reason";
import { preparedFrames } from "./prepare";
import type { KindProps, PanelHooks, PanelViewProps, Replace } from "./types";

const KINDS: Record<PanelKind, ComponentType<KindProps>> = {
  timeseries: lazy(() => import("./timeseries/TimeSeriesPanel")),
  stat: lazy(() => import("./stat/StatPanel")),
  gauge: lazy(() => import("./gauge/GaugePanel")),
  bargauge: lazy(() => import("./bargauge/BarGaugePanel")),
  table: lazy(() => import("./table/TablePanel")),
  pie: lazy(() => import("./pie/PiePanel")),
  heatmap: lazy(() => import("./heatmap/HeatmapPanel")),
  histogram: lazy(() => import("./histogram/HistogramPanel")),
  barchart: lazy(() => import("./barchart/BarChartPanel")),
  statetimeline: lazy(() => import("./statetimeline/StateTimelinePanel")),
  statushistory: lazy(() => import("./statetimeline/StateTimelinePanel")),
  text: lazy(() => import("./text/TextPanel")),
  alertlist: lazy(() => import("./alertlist/AlertListPanel")),
  geomap: lazy(() => import("./geomap/GeoMapPanel")),
};

/** These say something without a query. */
const SELF: ReadonlySet<PanelKind> = new Set(["text", "alertlist"]);

/** A panel takes the focus, so that its keys reach it. */
const FOCUSABLE = 0;

const same: Replace = (text) => text;
const NO_HOOKS: PanelHooks = {};

/** A fault in one drawing must not take the board with it. */
class Fence extends Component<{ children: ReactNode; watch: unknown }, { error?: unknown }> {
  override state: { error?: unknown } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidUpdate(before: { watch: unknown }) {
    if (before.watch !== this.props.watch && this.state.error !== undefined) {
      this.setState({ error: undefined });
    }
  }

  override render() {
    return this.state.error === undefined ? this.props.children : <Failed error={this.state.error} />;
  }
}

/** These show a word of the board's author where there is no value. */
const SINGLE: ReadonlySet<PanelKind> = new Set(["stat", "gauge", "bargauge"]);

const isNumeric = new Set<PanelKind>(["timeseries", "heatmap", "histogram"]);

function emptyReason({ panel, frames }: PanelViewProps): { what: string; why: string } {
  const asked = (panel.queries ?? []).filter((q) => !q.hidden);
  if (asked.length === 0) {
    return { what: "This panel asks nothing", why: "It has no query. Edit the panel to add one." };
  }
  if (frames.some((f) => lengthOf(f) > 0)) {
    return {
      what: "Nothing is left to draw",
      why: "The queries answered, but the panel's transformations left no values.",
    };
  }
  return {
    what: "No series matches in this range",
    why: `Nothing answers ${asked
      .map((q) => q.expr ?? q.ref)
      .join(" · ")
      .slice(0, 200)}. The metric may not exist here, or not in this time range.`,
  };
}

const heightOf = ({ size }: PanelViewProps) => Math.max(40, size.height - 16);

/** Instead of a drawing: the fault, that it is coming, the author's word for nothing, or the reason. */
function Nothing(props: PanelViewProps) {
  const { panel, error, loading, hooks } = props;
  const { noValue } = panel.fields?.defaults ?? {};
  if (error) {
    const actions = hooks?.onRetry ? [{ label: "Try again", run: hooks.onRetry }] : [];
    return <Failed error={new Error(error.message)} query={error.query} actions={actions} />;
  }
  if (loading) {
    return <Loading what={panel.title || "the panel"} height={heightOf(props)} />;
  }
  if (noValue && SINGLE.has(panel.kind)) {
    return (
      <div className={styles.center} style={{ height: props.size.height, fontSize: 28 }}>
        {noValue}
      </div>
    );
  }
  return <Reason {...emptyReason(props)} />;
}

const hasNumber = (frames: Frame[]) =>
  frames.some((f) => f.fields.some((x) => x.type === "number" || x.type === "boolean"));

/** What a panel shows for one state of its queries. */
function Body(props: PanelViewProps & { asTable: boolean }) {
  const { panel, frames, asTable } = props;
  const replace = props.replace ?? same;
  const ready = useMemo(() => preparedFrames(panel, frames, replace), [panel, frames, replace]);
  const kind: KindProps = { ...props, frames: ready, replace, hooks: props.hooks ?? NO_HOOKS };
  const self = SELF.has(panel.kind);
  if (!self && !ready.some((f) => f.kind !== "exemplars" && lengthOf(f) > 0)) {
    return <Nothing {...props} />;
  }
  if (!self && asTable) {
    return <DataTable {...kind} />;
  }
  if (isNumeric.has(panel.kind) && !hasNumber(ready)) {
    return <Reason what="There is no number to draw" why="The answer has only texts. A table shows them." />;
  }
  const Kind = KINDS[panel.kind];
  return (
    <Suspense fallback={<Loading what={panel.title || "the panel"} height={heightOf(props)} />}>
      <Kind {...kind} />
    </Suspense>
  );
}

/** One panel's body: whatever its kind, its state, or the place it stands in. `T` shows the figures behind it. */
export function PanelView(props: PanelViewProps) {
  const { panel, frames, size, loading, error } = props;
  const [asTable, setAsTable] = useState(false);
  const partial = error !== undefined && frames.some((f) => lengthOf(f) > 0);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key.toLowerCase() === "t" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing) {
      event.preventDefault();
      event.stopPropagation();
      setAsTable(!asTable);
    }
  };
  if (size.width <= 0 || size.height <= 0) {
    return null;
  }
  return (
    <section
      className={loading && frames.length > 0 ? `${styles.body} ${styles.dim}` : styles.body}
      style={{ width: size.width, height: size.height }}
      tabIndex={FOCUSABLE}
      aria-label={panel.title || panel.kind}
      aria-busy={loading || undefined}
      aria-keyshortcuts="T"
      data-kind={panel.kind}
      onKeyDown={onKeyDown}
    >
      <Fence watch={frames}>
        <Body {...props} asTable={asTable} />
      </Fence>
      {partial && (
        <p className={styles.error} role="status">
          {error.ref ? `Query ${error.ref}: ` : ""}
          {error.message}
        </p>
      )}
    </section>
  );
}

export type { PanelViewProps } from "./types";
