import { useQueries, useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { parseQuery, queryCost } from "../../api/prometheus";
import { IconButton } from "../../components/controls";
import { useNarrowed } from "../../components/filters";
import { Failed, Loading } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { Value } from "../../components/Value";
import { countQuery, type ExprNode, type ExprPart, exprParts } from "../../lib/exprTree";
import { promqlWords } from "../../lib/promqlWords";
import { group } from "../../lib/units";
import styles from "./explore.module.css";

const MAX_PARTS = 40;

interface Priced {
  part: ExprPart;
  series?: number;
  samples?: number;
  seconds?: number;
}

/** Each part is counted on the server; the answers are one number each. */
function usePrices(parts: ExprPart[], timeSeconds: number): Priced[] {
  return useQueries({
    queries: parts.map((part) => {
      const query = countQuery(part);
      return {
        queryKey: ["cost", query, timeSeconds],
        enabled: query !== undefined,
        queryFn: ({ signal }: { signal: AbortSignal }) => queryCost(query ?? "", timeSeconds, signal),
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
      };
    }),
    combine: (results) =>
      parts.map((part, i) => ({
        part,
        series: results[i]?.data?.series,
        samples: results[i]?.data?.samples,
        seconds: results[i]?.data?.evalSeconds,
      })),
  });
}

function Rows({ root, timeSeconds }: { root: ExprNode; timeSeconds: number }) {
  const parts = exprParts(root);
  const priced = usePrices(parts.slice(0, MAX_PARTS), timeSeconds);
  const most = Math.max(1, ...priced.map((p) => p.samples ?? 0));
  return (
    <div className={styles.explainScroll}>
      <table className={`t ${styles.explain}`}>
        <caption className="sr">The query's parts, from the whole to its selectors</caption>
        <thead>
          <tr>
            <th>Part</th>
            <th className="num">Series</th>
            <th className="num">Samples read</th>
            <th className="num">Time</th>
          </tr>
        </thead>
        <tbody>
          {priced.map(({ part, series, samples, seconds }) => (
            <tr key={part.key}>
              <td style={{ paddingLeft: 12 + part.depth * 16 }}>
                <code className="mono">{part.text}</code>
                <span className="muted">{promqlWords(part.name)}</span>
              </td>
              <td className="num">
                {series === undefined ? <span className="muted">–</span> : group(series)}
              </td>
              <td className="num">
                {samples === undefined ? <span className="muted">–</span> : group(samples)}
                <span className={`meter ${styles.cost}`}>
                  <i style={{ width: `${(100 * (samples ?? 0)) / most}%` }} />
                </span>
              </td>
              <td className="num">
                <Value value={seconds} unit="seconds" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {parts.length > MAX_PARTS && (
        <p className="muted t12">
          The first {MAX_PARTS} of {parts.length} parts.
        </p>
      )}
    </div>
  );
}

/** What a query does, part by part, with how many series each has and what it costs at the end of the range. */
export default function Explain({
  query,
  letter,
  onClose,
}: {
  query: string;
  letter: string;
  onClose: () => void;
}) {
  const { at } = useTime();
  const [narrowed = query] = useNarrowed([query]);
  const timeSeconds = Math.floor(at.toMillis / 10_000) * 10;
  const { data, error, refetch } = useQuery({
    queryKey: ["parsed", narrowed],
    queryFn: ({ signal }) => parseQuery(narrowed, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return (
    <section className={`panel ${styles.explained}`} aria-label={`Query ${letter} explained`}>
      <header className="ph">
        <h2>Query {letter}, part by part</h2>
        <span className="sub ell">counted at the end of the range</span>
        <span className="end">
          <IconButton icon={X} label="Close the explanation" onClick={onClose} />
        </span>
      </header>
      {data !== undefined ? (
        <Rows root={data as ExprNode} timeSeconds={timeSeconds} />
      ) : (
        <div className="pb">
          {error ? (
            <Failed
              error={error}
              query={narrowed}
              actions={[{ label: "Retry", run: () => void refetch() }]}
            />
          ) : (
            <Loading what="the explanation" height={80} />
          )}
        </div>
      )}
    </section>
  );
}
