import { Plus } from "lucide-react";
import { Button } from "../../components/controls";
import { metricSelector, unitOfQuery } from "../../lib/promql";
import { group, UNIT_NAMES } from "../../lib/units";
import styles from "./explore.module.css";
import { UsedIn } from "./UsedIn";
import { firstQuery, type LabelShare, type Metric, useLabels } from "./useMetrics";

const SHOWN_LABELS = 8;

function Labels({
  metric,
  shares,
  onUse,
}: {
  metric: Metric;
  shares: LabelShare[];
  onUse: (query: string) => void;
}) {
  const most = Math.max(1, ...shares.map((s) => s.values.length));
  return (
    <>
      <div className={`caps ${styles.labelsHead}`}>Labels and number of values</div>
      <ul className={styles.labels}>
        {shares.slice(0, SHOWN_LABELS).map(({ label, values }) => (
          <li key={label}>
            <button
              type="button"
              className="mono"
              title={`Sum by ${label}: ${values.slice(0, 12).join(", ")}`}
              onClick={() => onUse(`sum by (${label}) (${firstQuery(metric)})`)}
            >
              {label}
            </button>
            <span className="num muted">{values.length}</span>
            <span className="meter">
              <i style={{ width: `${(100 * values.length) / most}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What the chosen metric is, and the queries one starts with. */
export function MetricDetail({
  metric,
  totalSeries,
  onUse,
}: {
  metric: Metric;
  totalSeries?: number;
  onUse: (query: string) => void;
}) {
  const { data } = useLabels(metric.name);
  const unit = unitOfQuery(metricSelector(metric.name));
  const count = metric.series ?? data?.series;
  const share = count !== undefined && totalSeries ? (100 * count) / totalSeries : undefined;
  return (
    <div className={styles.detail}>
      <div className={`mono med ${styles.detailName}`}>{metric.name}</div>
      <p className="muted t12">{metric.help || "The source gives no help text for it."}</p>
      <dl className={styles.facts}>
        <dt>Type</dt>
        <dd>
          {metric.type}
          {unit !== "none" && `, ${UNIT_NAMES[unit]}`}
        </dd>
        <dt>Series</dt>
        <dd>
          {count === undefined ? "–" : group(count)}
          {share !== undefined && (
            <span className="muted">, {share < 0.1 ? "under 0.1" : share.toFixed(1)} % of all</span>
          )}
        </dd>
      </dl>
      <UsedIn name={metric.name} />
      <div className="row g6" style={{ marginTop: 8 }}>
        <Button icon={Plus} onClick={() => onUse(firstQuery(metric))} title={firstQuery(metric)}>
          Chart it
        </Button>
        {firstQuery(metric) !== metricSelector(metric.name) && (
          <Button kind="ghost" onClick={() => onUse(metricSelector(metric.name))}>
            As it is
          </Button>
        )}
      </div>
      {data && data.shares.length > 0 && <Labels metric={metric} shares={data.shares} onUse={onUse} />}
    </div>
  );
}
