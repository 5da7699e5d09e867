import { useQuery } from "@tanstack/react-query";
import { queryRange } from "../../api/prometheus";

const HOUR_SECONDS = 3600;
const PATIENCE_MILLIS = 600;

/**
 * Length of the range to open with, as the young server has not an hour to show yet: 5 minutes, 15 minutes or an
 * hour, whichever still holds the first sample. Undefined while that is not known.
 */
export function useDefaultLength(): string | undefined {
  const { data, isError } = useQuery({
    queryKey: ["first-sample"],
    queryFn: async ({ signal }) => {
      const end = Math.floor(Date.now() / 1000);
      const start = end - HOUR_SECONDS;
      // a server that takes long to answer must not keep the page blank
      const soon = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MILLIS)]);
      const answer = await queryRange(
        { query: "count(up) or count(node_load1)", start, end, stepSeconds: 60 },
        soon,
      );
      const first = answer.data[0]?.values?.[0]?.[0];
      return first === undefined ? 0 : end - first;
    },
    refetchInterval: (query) => ((query.state.data ?? HOUR_SECONDS) < 900 ? 60_000 : false),
    retry: false,
  });
  if (isError) {
    return "1h";
  }
  if (data === undefined) {
    return undefined;
  }
  return data <= 300 ? "5m" : data <= 900 ? "15m" : "1h";
}
