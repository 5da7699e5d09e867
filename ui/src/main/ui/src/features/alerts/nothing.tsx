import { useQuery } from "@tanstack/react-query";
import { queryVector } from "../../api/prometheus";
import { Glyph } from "../../components/Glyph";
import { Empty } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { ago } from "../../lib/time/duration";
import { fullTime } from "../../lib/time/zone";
import styles from "./alerts.module.css";
import type { AlertingSearch } from "./search";
import type { Alerts } from "./useAlerting";

interface NothingProps {
  alerts: Alerts;
  search: AlertingSearch;
  onSearch: (change: Partial<AlertingSearch>) => void;
}

export function NothingMatches({ alerts, search, onSearch }: NothingProps) {
  const total = alerts.firing.length;
  const why =
    search.show === "kept"
      ? "Nothing is silenced, inhibited or muted right now."
      : `${total} ${total === 1 ? "alert fires" : "alerts fire"} in all.`;
  return (
    <div className="pb">
      <Empty
        kind="no-match"
        what="No alert matches the filter"
        why={why}
        actions={[
          { label: "Show all", run: () => onSearch({ q: undefined, sev: undefined, show: "all" }) },
          {
            label: "Clear the filter",
            run: () => onSearch({ q: undefined, sev: undefined, show: undefined }),
          },
        ]}
      />
    </div>
  );
}

const LAST = 'topk(1, max by (alertname) (max_over_time(timestamp(ALERTS{alertstate="firing"})[14d:5m])))';

/** Nothing fires: says so, and when something last did. */
export function Calm({ alerts, kept, onSearch }: Omit<NothingProps, "search"> & { kept: number }) {
  const { now, zone } = useTime();
  const last = useQuery({
    queryKey: ["alerting", "last"],
    queryFn: ({ signal }) => queryVector(LAST, Date.now() / 1000, signal),
    staleTime: 60_000,
  });
  const newest = last.data?.[0];
  const at = newest?.value ? Number(newest.value[1]) * 1000 : undefined;
  const rules = alerts.refs.length;
  return (
    <div className={styles.calm}>
      <Glyph state="ok" size={18} />
      <div className="grow">
        <b className="med">Nothing fires</b>
        <p>
          {rules} {rules === 1 ? "rule watches" : "rules watch"}
          {alerts.waiting.length > 0 && `, ${alerts.waiting.length} would fire if this goes on`}.{" "}
          {at !== undefined && (
            <span title={fullTime(at, zone)}>
              The last one was {newest?.metric.alertname ?? "an alert"}, {ago(at, Math.max(now, at))}.
            </span>
          )}
          {at === undefined && last.isSuccess && "Nothing has fired in the last 14 days."}
          {kept > 0 && (
            <>
              {" "}
              {kept} {kept === 1 ? "is" : "are"} kept back:{" "}
              <button type="button" className={styles.rowlink} onClick={() => onSearch({ show: "kept" })}>
                show
              </button>
            </>
          )}
        </p>
      </div>
    </div>
  );
}
