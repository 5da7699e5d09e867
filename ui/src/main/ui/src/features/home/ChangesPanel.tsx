import { useQuery } from "@tanstack/react-query";
import {
  BellOff,
  BellRing,
  ChevronsUpDown,
  CircleDot,
  type LucideIcon,
  Rocket,
  RotateCcw,
  SlidersHorizontal,
} from "lucide-react";
import { useMemo } from "react";
import { events } from "../../api/alerting";
import { useRanges } from "../../api/hooks";
import { useNarrowed } from "../../components/filters";
import { Panel } from "../../components/Panel";
import { Loading } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { alignToStep } from "../../lib/time/step";
import { clock, dayMonth, fullTime } from "../../lib/time/zone";
import { alertChanges, type ChangeEntry, type ChangeKind, merged, restarts, toldChanges } from "./changes";
import styles from "./home.module.css";

const MAX_ROWS = 12;
/** Looked at besides the page's range, so that a short one still says what led there. */
const LEAST_SECONDS = 6 * 3600;
const MAX_POINTS = 720;
const QUERIES = ['ALERTS{alertstate="firing",severity!="info"}', "process_start_time_seconds"];

const ICONS: Record<ChangeKind, LucideIcon> = {
  deployment: Rocket,
  config: SlidersHorizontal,
  scaling: ChevronsUpDown,
  fired: BellRing,
  resolved: BellOff,
  restart: RotateCcw,
  other: CircleDot,
};

const WORDS: Record<ChangeKind, string> = {
  deployment: "Deployment",
  config: "Configuration",
  scaling: "Scaling",
  fired: "Alert",
  resolved: "Resolved",
  restart: "Start",
  other: "Event",
};

function useChanges(): { entries: ChangeEntry[]; isFirst: boolean } {
  const { at } = useTime();
  const spanSeconds = Math.max(LEAST_SECONDS, (at.toMillis - at.fromMillis) / 1000);
  const stepSeconds = Math.max(30, Math.ceil(spanSeconds / MAX_POINTS / 30) * 30);
  const { start, end } = alignToStep(
    { fromMillis: at.toMillis - spanSeconds * 1000, toMillis: at.toMillis },
    stepSeconds,
  );
  const told = useQuery({
    queryKey: ["events", start, end],
    queryFn: ({ signal }) => events({ start, end, limit: 100 }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
    retry: false,
  });
  const { answers, isFirst } = useRanges(useNarrowed(QUERIES), { start, end, stepSeconds });
  const entries = useMemo(
    () =>
      merged(
        [
          ...toldChanges(told.data ?? []),
          ...alertChanges(answers[0]?.data ?? [], { start, end, stepSeconds }),
          ...restarts(answers[1]?.data ?? [], start),
        ],
        MAX_ROWS,
      ),
    [told.data, answers, start, end, stepSeconds],
  );
  return { entries, isFirst };
}

function Row({ entry, zone, today }: { entry: ChangeEntry; zone: string; today: string }) {
  const Icon = ICONS[entry.kind];
  const day = dayMonth(entry.atMillis, zone);
  return (
    <li className={styles.change}>
      <time dateTime={new Date(entry.atMillis).toISOString()} title={fullTime(entry.atMillis, zone)}>
        {clock(entry.atMillis, zone)}
        {day !== today && <span className="muted">{day}</span>}
      </time>
      <Icon
        className={`i s ${entry.kind === "fired" ? `c-${entry.severity}` : ""}`}
        aria-label={WORDS[entry.kind]}
      />
      <span>
        <span className="med">{entry.title}</span>
        <span className="muted ell">{entry.detail}</span>
      </span>
    </li>
  );
}

/** What happened lately that may be why: deployments, configuration, restarts, alerts. */
export function ChangesPanel() {
  const { entries, isFirst } = useChanges();
  const { zone, at } = useTime();
  const today = dayMonth(at.toMillis, zone);
  return (
    <Panel title="What changed" sub="deployments, configuration, starts, alerts" flush>
      {entries.length > 0 ? (
        <ol className={styles.changes}>
          {entries.map((entry) => (
            <Row key={entry.id} entry={entry} zone={zone} today={today} />
          ))}
        </ol>
      ) : (
        <div className="pb">
          {isFirst ? (
            <Loading what="changes" height={80} />
          ) : (
            <p className="muted t12">
              Nothing changed. Deployments come by POST to api/v1/events, or by a webhook of GitHub or GitLab.
            </p>
          )}
        </div>
      )}
    </Panel>
  );
}
