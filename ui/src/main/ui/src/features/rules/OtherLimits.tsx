import { Panel } from "../../components/Panel";
import { Loading } from "../../components/states";
import { readableDuration } from "../../lib/time/duration";
import { formatText, group, type Unit } from "../../lib/units";
import styles from "./rules.module.css";
import { SPAN_WORDS, type Span } from "./search";
import { type OtherLimit, type Played, useOtherLimits } from "./usePreview";

interface LimitsProps {
  played: Played;
  unit: Unit;
  span: Span;
  onLimit?: (limit: number) => void;
}

/** What other numbers would have done; pressing one takes it. */
export function OtherLimits({ played, unit, span, onLimit }: LimitsProps) {
  const { data, isLoading } = useOtherLimits(played);
  const { compared } = played;
  if (!compared) {
    return null;
  }
  const most = Math.max(1, ...(data ?? []).map((o: OtherLimit) => o.fired));
  return (
    <Panel title="Other thresholds" sub={`same ${SPAN_WORDS[span]}`} flush>
      <div className={styles.limits}>
        {isLoading && <Loading what="other thresholds" height={140} />}
        {data?.map((other) => (
          <button
            key={other.limit}
            type="button"
            aria-current={other.limit === compared.limit}
            disabled={!onLimit}
            title={onLimit ? "Take this threshold" : undefined}
            onClick={() => onLimit?.(other.limit)}
          >
            <span>{formatText(other.limit, unit)}</span>
            <i style={{ width: `${(other.fired / most) * 100}%` }} />
            <span>
              <b className="med">{group(other.fired)}</b> {other.fired === 1 ? "time" : "times"}
            </span>
            <span className="muted">{other.seconds > 0 ? readableDuration(other.seconds * 1000) : "–"}</span>
          </button>
        ))}
      </div>
    </Panel>
  );
}
