import { useMemo } from "react";
import { useRanges } from "../../api/hooks";
import { type Column, toColumn } from "../../charts/frame";
import { useTime } from "../../components/time/TimeContext";
import { type Firing, seriesFor } from "./model";

const SECONDS = 3600;
const STEP = 60;
/** Each is a query; a list that is longer than this is read by its words. */
const MAX_QUERIES = 24;

/** The last hour of what each alert measures; one query for all alerts of a rule. */
export function useSparks(alerts: readonly Firing[]): Map<string, Column> {
  const { now } = useTime();
  const end = Math.floor(now / 1000 / STEP) * STEP;
  const grid = { start: end - SECONDS, end, stepSeconds: STEP };
  const key = [...new Set(alerts.flatMap((a) => (a.compared ? [a.compared.measured] : [])))]
    .slice(0, MAX_QUERIES)
    .join("\u0000");
  const queries = useMemo(() => (key === "" ? [] : key.split("\u0000")), [key]);
  const { answers } = useRanges(queries, grid);
  const start = grid.start;
  return useMemo(() => {
    const out = new Map<string, Column>();
    for (const alert of alerts) {
      const answer = answers[queries.indexOf(alert.compared?.measured ?? "")];
      const series = answer && seriesFor(answer.data, alert.labels);
      if (series) {
        out.set(alert.id, toColumn(series, { start, end: start + SECONDS, stepSeconds: STEP }));
      }
    }
    return out;
  }, [alerts, answers, queries, start]);
}
