import { useQuery } from "@tanstack/react-query";
import { queryRange } from "../../api/prometheus";

const HOUR_SECONDS = 3600;
const PATIENCE_MILLIS = 600;
/** How soon an empty server is asked again. */
const EMPTY_MILLIS = 2000;
const STEP_SECONDS = 10;

export interface FirstSample {
  /** False until the server was asked, so that no page opens with a range that it changes at once. */
  known: boolean;
  /** The oldest sample of the last hour; undefined when there is none yet, or when the server did not say. */
  millis?: number;
  /** The server was asked and holds nothing. */
  empty: boolean;
}

/** Since when there is something to show, looked for in the last hour only. */
export function useFirstSample(): FirstSample {
  const { data, isError } = useQuery({
    queryKey: ["first-sample"],
    queryFn: async ({ signal }) => {
      const end = Math.floor(Date.now() / 1000);
      const start = end - HOUR_SECONDS;
      // a server that takes long to answer must not keep the page blank
      const soon = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MILLIS)]);
      const answer = await queryRange(
        { query: "count(up) or count(node_load1)", start, end, stepSeconds: STEP_SECONDS },
        soon,
      );
      const first = answer.data[0]?.values?.[0]?.[0];
      return first === undefined ? null : first * 1000;
    },
    refetchInterval: (query) => (query.state.data === null ? EMPTY_MILLIS : false),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return { known: isError || data !== undefined, millis: data ?? undefined, empty: data === null };
}
