import { Copy, Download, Pencil, Search, Upload, X } from "lucide-react";
import { useRef } from "react";
import { type Silence, setSilence, toMatcher } from "../../api/alerting";
import { Button, Field, IconButton, Segmented } from "../../components/controls";
import { type State, StateWord } from "../../components/Glyph";
import { Panel } from "../../components/Panel";
import { Empty, Failed, Loading, messageOf } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { matchesAll } from "../../lib/matchers";
import { readableDuration } from "../../lib/time/duration";
import { fullTime } from "../../lib/time/zone";
import styles from "./alerts.module.css";
import type { Firing } from "./model";
import { SilenceForm } from "./SilenceForm";
import type { AlertingSearch } from "./search";
import {
  exportText,
  filterSilences,
  importOf,
  matchersTextOf,
  SILENCE_STATES,
  type SilenceState,
  sortSilences,
} from "./silences";
import type { Actions } from "./useActions";
import { useSilences } from "./useAlerting";

const WORDS: Record<SilenceState, [State, string]> = {
  active: ["maint", "Active"],
  pending: ["pending", "To come"],
  expired: ["none", "Over"],
};

export interface SilencesTabProps {
  firing: readonly Firing[];
  actions: Actions;
  search: AlertingSearch;
  onSearch: (change: Partial<AlertingSearch>) => void;
}

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "silences.json";
  link.click();
  URL.revokeObjectURL(url);
}

function Transfer({ all, actions }: { all: Silence[]; actions: Actions }) {
  const file = useRef<HTMLInputElement>(null);
  const read = async (chosen: File | undefined) => {
    if (!chosen) {
      return;
    }
    try {
      const wanted = importOf(await chosen.text());
      const made: string[] = [];
      for (const one of wanted) {
        made.push(await setSilence(one));
      }
      actions.toast({ text: `Imported ${made.length} silences`, undo: () => void actions.expire(made) });
    } catch (error) {
      actions.toast({ state: "critical", text: `Import stopped: ${messageOf(error)}` });
    }
    actions.reask();
  };
  return (
    <span className="row end">
      <input
        ref={file}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label="File of silences"
        onChange={(event) => {
          void read(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      <Button kind="ghost" icon={Upload} onClick={() => file.current?.click()}>
        Import
      </Button>
      <Button
        kind="ghost"
        icon={Download}
        disabled={all.length === 0}
        onClick={() => download(exportText(all))}
      >
        Export
      </Button>
    </span>
  );
}

interface RowProps extends SilencesTabProps {
  silence: Silence;
}

function Row({ silence, firing, actions, onSearch }: RowProps) {
  const { now, zone } = useTime();
  const [glyph, word] = WORDS[silence.status.state];
  const matchers = silence.matchers.map(toMatcher);
  const hit = firing.filter((a) => matchesAll(matchers, a.labels)).length;
  const end = Date.parse(silence.endsAt);
  const start = Date.parse(silence.startsAt);
  const over = silence.status.state === "expired";
  return (
    <tr className={styles.wrap}>
      <td>
        <StateWord state={glyph} word={word} />
      </td>
      <td>
        <span className="mono">{matchersTextOf(silence)}</span>
        <span className="muted" style={{ display: "block" }}>
          {silence.comment} · {silence.createdBy}
        </span>
      </td>
      <td className="num">{over ? <span className="muted">–</span> : `${hit} firing`}</td>
      <td className="num" title={`${fullTime(start, zone)} to ${fullTime(end, zone)}`}>
        {silence.status.state === "pending"
          ? `begins in ${readableDuration(start - now)}`
          : over
            ? `ended ${readableDuration(Math.max(1000, now - end))} ago`
            : `${readableDuration(Math.max(1000, end - now))} left`}
      </td>
      <td>
        <span className="row g4" style={{ justifyContent: "flex-end" }}>
          <IconButton icon={Copy} label="Copy" onClick={() => onSearch({ silence: `copy:${silence.id}` })} />
          {!over && (
            <>
              <IconButton icon={Pencil} label="Change" onClick={() => onSearch({ silence: silence.id })} />
              <IconButton
                icon={X}
                label="End it now"
                onClick={async () => {
                  const done = await actions.expire([silence.id]);
                  if (done) {
                    const { matchers: m, endsAt, createdBy, comment } = silence;
                    actions.toast({
                      text: "The silence is over",
                      undo: async () => {
                        await setSilence({
                          matchers: m,
                          startsAt: new Date().toISOString(),
                          endsAt,
                          createdBy,
                          comment,
                        });
                        actions.reask();
                      },
                    });
                  }
                }}
              />
            </>
          )}
        </span>
      </td>
    </tr>
  );
}

export function SilencesTab(props: SilencesTabProps) {
  const { firing, actions, search, onSearch } = props;
  const { data, error, refetch } = useSilences();
  const state = SILENCE_STATES.find((s) => s === search.state);
  const all = data ?? [];
  const alive = all.some((s) => s.status.state !== "expired");
  const kept = sortSilences(filterSilences(all, search.q ?? "", state));
  const isCopy = search.silence?.startsWith("copy:") ?? false;
  const from = all.find((s) => s.id === search.silence?.replace(/^copy:/, ""));
  const close = () => onSearch({ silence: undefined, match: undefined });
  return (
    <>
      <div className={styles.bar}>
        <Field
          className={styles.filter}
          label="Filter silences"
          placeholder="Matcher, reason or author"
          icon={Search}
          value={search.q ?? ""}
          onChange={(q) => onSearch({ q: q || undefined })}
        />
        <Segmented<SilenceState | "all">
          label="State"
          choices={[
            { value: "all", label: "All", count: all.length },
            ...SILENCE_STATES.map((value) => ({
              value,
              label: WORDS[value][1],
              count: all.filter((s) => s.status.state === value).length,
            })),
          ]}
          value={state ?? "all"}
          onChange={(next) => onSearch({ state: next === "all" ? undefined : next })}
        />
        <Transfer all={all} actions={actions} />
      </div>
      {search.silence && (search.silence === "new" || from) && (
        <SilenceForm
          key={search.silence}
          from={from}
          isCopy={isCopy}
          match={search.match}
          firing={firing}
          actions={actions}
          onDone={close}
        />
      )}
      <Panel title="Silences" sub={alive ? undefined : "none is in force"} flush={kept.length > 0}>
        {error && <Failed error={error} actions={[{ label: "Retry", run: () => void refetch() }]} />}
        {!data && !error && <Loading what="silences" height={100} />}
        {data && kept.length === 0 && (
          <Empty
            kind={all.length > 0 ? "no-match" : "not-yet"}
            what={all.length > 0 ? "No silence matches the filter" : "Nothing is silenced"}
            why="A silence keeps notifications back while somebody works on it, or during maintenance."
            actions={
              all.length > 0
                ? [{ label: "Show all", run: () => onSearch({ q: undefined, state: undefined }) }]
                : [{ label: "New silence", run: () => onSearch({ silence: "new" }) }]
            }
          />
        )}
        {kept.length > 0 && (
          <div className={styles.scroll}>
            <table className="t" style={{ minWidth: 600 }}>
              <colgroup>
                <col style={{ width: 96 }} />
                <col />
                <col style={{ width: 84 }} />
                <col style={{ width: 136 }} />
                <col style={{ width: 116 }} />
              </colgroup>
              <thead>
                <tr>
                  <th>State</th>
                  <th>What and why</th>
                  <th className="num">Lies over</th>
                  <th className="num">Time</th>
                  <th className="num">Do</th>
                </tr>
              </thead>
              <tbody>
                {kept.map((silence) => (
                  <Row key={silence.id} silence={silence} {...props} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
    </>
  );
}
