import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { outbox, outboxEntry, receivers } from "../../api/alerting";
import { Button, Segmented } from "../../components/controls";
import { Glyph, StateWord } from "../../components/Glyph";
import { Panel } from "../../components/Panel";
import { Empty, Failed, Loading } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { readableDuration } from "../../lib/time/duration";
import { clock, dayMonth, fullTime } from "../../lib/time/zone";
import styles from "./alerts.module.css";
import { OUTBOX_GLYPHS, OUTBOX_STATES, type OutboxState, outboxState, readable } from "./outboxModel";
import { ReceiverTests } from "./ReceiverTests";
import type { AlertingSearch } from "./search";
import { KEYS, useEvery } from "./useAlerting";

const PAGE = 100;
const WORDS: Record<OutboxState, string> = {
  delivered: "Delivered",
  retrying: "Retrying",
  failed: "Failed",
  kept: "Only kept",
};

export interface OutboxTabProps {
  search: AlertingSearch;
  sel?: string;
  onSelect: (sel: string | undefined) => void;
  onSearch: (change: Partial<AlertingSearch>) => void;
}

function usePages(receiver: string | undefined) {
  const every = useEvery();
  return useInfiniteQuery({
    queryKey: [...KEYS.outbox, "pages", receiver ?? ""],
    queryFn: ({ pageParam, signal }) => outbox({ receiver, before: pageParam, limit: PAGE }, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => (last.length < PAGE ? undefined : last.at(-1)?.id),
    refetchInterval: every,
  });
}

/** What was told to whom, and what came of it. */
export function OutboxTab({ search, sel, onSelect, onSearch }: OutboxTabProps) {
  const { now, zone } = useTime();
  const pages = usePages(search.receiver);
  const names = useQuery({ queryKey: ["alerting", "receivers"], queryFn: ({ signal }) => receivers(signal) });
  const state = OUTBOX_STATES.find((s) => s === search.state);
  const all = pages.data?.pages.flat() ?? [];
  const rows = all.filter((entry) => state === undefined || outboxState(entry) === state);
  return (
    <>
      <div className={styles.bar}>
        <select
          className="btn"
          aria-label="Receiver"
          value={search.receiver ?? ""}
          onChange={(event) => onSearch({ receiver: event.target.value || undefined })}
        >
          <option value="">All receivers</option>
          {names.data?.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <Segmented<OutboxState | "all">
          label="State"
          choices={[
            { value: "all", label: "All" },
            ...OUTBOX_STATES.map((value) => ({
              value,
              label: WORDS[value],
              count: all.filter((e) => outboxState(e) === value).length,
            })),
          ]}
          value={state ?? "all"}
          onChange={(next) => onSearch({ state: next === "all" ? undefined : next })}
        />
      </div>
      <Panel title="Notifications" sub="newest first" flush={rows.length > 0}>
        {pages.error && <Failed error={pages.error} />}
        {pages.isLoading && <Loading what="notifications" height={120} />}
        {pages.data && rows.length === 0 && (
          <Empty
            kind={all.length > 0 ? "no-match" : "not-yet"}
            what={all.length > 0 ? "No notification is in this state" : "Nobody was told of anything yet"}
            why="Every notification is listed here with its request and its answer, as soon as it is sent."
            actions={
              all.length > 0
                ? [{ label: "Show all", run: () => onSearch({ state: undefined, receiver: undefined }) }]
                : []
            }
          />
        )}
        {rows.length > 0 && (
          <div className={styles.scroll}>
            <table className="t" style={{ minWidth: 620 }}>
              <colgroup>
                <col style={{ width: 104 }} />
                <col style={{ width: 76 }} />
                <col style={{ width: 132 }} />
                <col />
                <col style={{ width: 84 }} />
                <col style={{ width: 56 }} />
              </colgroup>
              <thead>
                <tr>
                  <th>State</th>
                  <th className="num">At</th>
                  <th>Receiver</th>
                  <th>Group</th>
                  <th className="num">Alerts</th>
                  <th className="num">Tries</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((entry) => {
                  const at = Date.parse(entry.time);
                  const is = outboxState(entry);
                  return (
                    <tr
                      key={entry.id}
                      data-st={is === "failed" ? "critical" : is === "retrying" ? "warning" : undefined}
                    >
                      <td>
                        <StateWord state={OUTBOX_GLYPHS[is]} word={WORDS[is]} />
                      </td>
                      <td className="num muted" title={fullTime(at, zone)}>
                        {now - at > 86_400_000 ? dayMonth(at, zone) : clock(at, zone, true)}
                      </td>
                      <td>
                        {entry.receiver} <span className="muted">{entry.integration}</span>
                      </td>
                      <td>
                        <button
                          type="button"
                          className={styles.rowlink}
                          aria-expanded={sel === String(entry.id)}
                          onClick={() => onSelect(sel === String(entry.id) ? undefined : String(entry.id))}
                        >
                          {entry.groupLabels === "{}" ? "all alerts of the route" : entry.groupLabels}
                        </button>{" "}
                        <span className="muted">{entry.message || entry.reason}</span>
                      </td>
                      <td className="num">
                        {entry.firing} firing{entry.resolved > 0 && `, ${entry.resolved} over`}
                      </td>
                      <td className="num">{entry.attempts}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
      {pages.hasNextPage && (
        <div className={styles.keys}>
          <Button onClick={() => void pages.fetchNextPage()} disabled={pages.isFetchingNextPage}>
            Older ones
          </Button>
        </div>
      )}
      <ReceiverTests names={names.data ?? []} />
    </>
  );
}

function useEntry(id: number) {
  const every = useEvery();
  return useQuery({
    queryKey: [...KEYS.outbox, "entry", id],
    queryFn: ({ signal }) => outboxEntry(id, signal),
    refetchInterval: every,
    retry: false,
  });
}

export function OutboxHead({ id }: { id: number }) {
  const { data } = useEntry(id);
  const is = data && outboxState(data);
  return is ? <StateWord state={OUTBOX_GLYPHS[is]} word={WORDS[is]} /> : <span>Notification {id}</span>;
}

/** One notification with every request and its answer; secrets are left out by the server. */
export function OutboxPane({ id }: { id: number }) {
  const { data, error } = useEntry(id);
  const { zone } = useTime();
  if (error) {
    return <Failed error={error} />;
  }
  if (!data) {
    return <Loading what="the notification" height={160} />;
  }
  const facts: [string, string][] = [
    ["At", fullTime(Date.parse(data.time), zone)],
    ["Receiver", `${data.receiver}, ${data.integration}`],
    ["Why", data.reason],
    ["Group", data.groupKey],
    ["Alerts", `${data.firing} firing, ${data.resolved} over`],
    ["Tries", String(data.attempts)],
    ...(data.message ? [["Said", data.message] as [string, string]] : []),
  ];
  return (
    <>
      <div className={styles.title}>
        <h2>
          {data.receiver} <span className="muted">{data.integration}</span>
        </h2>
      </div>
      <section className={styles.sec} aria-label="Facts">
        <dl className={styles.texts}>
          {facts.map(([name, value]) => (
            <div key={name} style={{ display: "contents" }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      {data.exchanges.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: exchanges have no other name than their order
        <section key={i} className={styles.sec} aria-label={`Request ${i + 1}`}>
          <header>
            <Glyph state={one.status >= 200 && one.status < 300 ? "ok" : "warning"} label={false} />
            <h3>
              {one.method} {one.url}
            </h3>
            <span className="end muted t12">
              {one.status > 0 ? `status ${one.status}` : "no answer"}, {readableDuration(one.tookMillis)}
            </span>
          </header>
          <dl className={styles.texts}>
            {Object.entries(one.headers).map(([name, value]) => (
              <div key={name} style={{ display: "contents" }}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key */}
          <pre className={styles.code} tabIndex={0}>
            {readable(one.body)}
          </pre>
          <p className="muted t12" style={{ marginTop: 8 }}>
            Answer
          </p>
          <pre className={styles.code}>{one.answer || "empty"}</pre>
        </section>
      ))}
    </>
  );
}
