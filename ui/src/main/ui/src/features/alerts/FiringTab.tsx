import { BellOff, Check, ChevronRight } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Button, Kbd } from "../../components/controls";
import { useFilters } from "../../components/filters";
import { useShortcuts } from "../../components/keys/Keys";
import { useTime } from "../../components/time/TimeContext";
import { hasFilters, passes } from "../../lib/filters";
import { ago } from "../../lib/time/duration";
import { AlertRow } from "./AlertRow";
import styles from "./alerts.module.css";
import { FilterBar } from "./FilterBar";
import { countSeverities, type Firing, grouped, shown } from "./model";
import { Calm, NothingMatches } from "./nothing";
import type { AlertingSearch } from "./search";
import type { Actions } from "./useActions";
import type { Alerts } from "./useAlerting";
import { useSparks } from "./useSparks";

const HOUR = 3_600_000;

export interface FiringTabProps {
  alerts: Alerts;
  actions: Actions;
  search: AlertingSearch;
  sel?: string;
  onSelect: (id: string | undefined) => void;
  onSearch: (change: Partial<AlertingSearch>) => void;
}

function focusRow(id: string): void {
  const row = document.querySelector<HTMLElement>(`[data-alert="${CSS.escape(id)}"]`);
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
}

/** The row that has the focus, else the one that is open. */
function currentOf(rows: readonly Firing[], sel: string | undefined): number {
  const focused = (document.activeElement as HTMLElement | null)?.dataset?.alert;
  return rows.findIndex((a) => a.id === (focused ?? sel));
}

interface Listed {
  rows: Firing[];
  picked: Firing[];
  toggle: (id: string) => void;
  clear: () => void;
}

/** Which rows are ticked; one that is gone is not. */
function usePicked(rows: Firing[]): Listed {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback(
    (id: string) =>
      setIds((before) => {
        const next = new Set(before);
        if (!next.delete(id)) {
          next.add(id);
        }
        return next;
      }),
    [],
  );
  const picked = rows.filter((a) => ids.has(a.id));
  return { rows, picked, toggle, clear: useCallback(() => setIds(new Set()), []) };
}

function useRowKeys({ rows, picked, toggle }: Listed, props: FiringTabProps): void {
  const { actions, sel, onSelect } = props;
  const move = (by: number) => {
    const at = currentOf(rows, sel);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    if (next) {
      focusRow(next.id);
      if (sel !== undefined) {
        onSelect(next.id);
      }
    }
  };
  const current = () => rows[currentOf(rows, sel)];
  const meant = () => {
    const one = current();
    return picked.length > 0 ? picked : one ? [one] : [];
  };
  const open = () => onSelect(current()?.id);
  useShortcuts([
    { keys: "j", label: "Next alert", group: "Alerts", run: () => move(1) },
    { keys: "k", label: "Alert before", group: "Alerts", run: () => move(-1) },
    { keys: "o", label: "Open", group: "Alerts", run: open },
    { keys: "e", label: "Open", group: "Alerts", run: open },
    { keys: "a", label: "Acknowledge", group: "Alerts", run: () => actions.take(meant()) },
    { keys: "s", label: "Silence for 1 h", group: "Alerts", run: () => actions.silence(meant(), HOUR) },
    {
      keys: "x",
      label: "Select",
      group: "Alerts",
      run: () => {
        const one = current();
        if (one) {
          toggle(one.id);
        }
      },
    },
  ]);
}

/** Speaks of critical alerts that were not there before; one that was kept back for a moment is not new. */
function Announcer({ firing }: { firing: readonly Firing[] }) {
  const known = useRef<Set<string> | null>(null);
  const [words, setWords] = useState("");
  useEffect(() => {
    const critical = firing.filter((a) => a.severity === "critical");
    const fresh = critical.filter((a) => known.current?.has(a.id) === false && a.keptBy.length === 0);
    known.current = new Set(critical.map((a) => a.id));
    if (fresh.length > 0) {
      setWords(`New critical alert: ${fresh.map((a) => a.name).join(", ")}`);
    }
  }, [firing]);
  return (
    <div className="sr" role="status" aria-live="assertive">
      {words}
    </div>
  );
}

function Bulk({ picked, actions, clear }: { picked: Firing[]; actions: Actions; clear: () => void }) {
  if (picked.length === 0) {
    return null;
  }
  const act = (run: () => void) => () => {
    run();
    clear();
  };
  return (
    <section className={styles.bulk} aria-label="Selected alerts">
      <b className="med">{picked.length} selected</b>
      <Button icon={Check} onClick={act(() => actions.take(picked))}>
        Acknowledge
      </Button>
      <Button icon={BellOff} onClick={act(() => actions.silence(picked, HOUR))}>
        Silence 1 h
      </Button>
      <Button icon={BellOff} onClick={act(() => actions.silence(picked, 24 * HOUR))}>
        1 d
      </Button>
      <Button kind="ghost" className="end" onClick={clear}>
        Clear
      </Button>
    </section>
  );
}

const MAX_ROWS = 400;

export function FiringTab(props: FiringTabProps) {
  const { alerts, actions, search, sel, onSelect, onSearch } = props;
  const { now } = useTime();
  const { filters } = useFilters();
  const matching = useMemo(
    () => shown(alerts.firing, search).filter((a) => passes(a.labels, filters)),
    [alerts.firing, search, filters],
  );
  const rowsAll = useMemo(
    () => matching.filter((a) => search.sev === undefined || search.sev.includes(a.severity)),
    [matching, search.sev],
  );
  const by = search.by ?? "service";
  const groups = useMemo(() => grouped(rowsAll, by), [rowsAll, by]);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const rows = groups
    .filter((g) => by === "none" || !closed.has(g.name))
    .flatMap((g) => g.alerts)
    .slice(0, MAX_ROWS);
  const visible = new Set(rows.map((a) => a.id));
  const sparks = useSparks(rows);
  const listed = usePicked(rows);
  useRowKeys(listed, props);
  const kept = alerts.firing.filter((a) => a.keptBy.length > 0).length;
  const toggleGroup = (name: string) =>
    setClosed((before) => {
      const next = new Set(before);
      if (!next.delete(name)) {
        next.add(name);
      }
      return next;
    });
  return (
    <>
      <Announcer firing={alerts.firing} />
      <FilterBar search={search} counts={countSeverities(matching)} kept={kept} onSearch={onSearch} />
      <Bulk picked={listed.picked} actions={actions} clear={listed.clear} />
      {groups.length === 0 ? (
        <div className={styles.list}>
          {alerts.firing.length - kept > 0 || search.q || search.sev || search.show || hasFilters(filters) ? (
            <NothingMatches alerts={alerts} search={search} onSearch={onSearch} />
          ) : (
            <Calm alerts={alerts} kept={kept} onSearch={onSearch} />
          )}
        </div>
      ) : (
        <ul className={styles.list} aria-label="Firing alerts">
          {groups.map((group) => (
            <li key={group.name}>
              {by !== "none" && (
                <button
                  type="button"
                  className={styles.group}
                  aria-expanded={!closed.has(group.name)}
                  onClick={() => toggleGroup(group.name)}
                >
                  <ChevronRight className="i s" aria-hidden />
                  <b className="strong">{group.name}</b>
                  <span className="muted">{group.alerts.length} firing</span>
                </button>
              )}
              <ul>
                {group.alerts
                  .filter((a) => visible.has(a.id))
                  .map((alert) => (
                    <AlertRow
                      key={alert.id}
                      alert={alert}
                      now={now}
                      spark={sparks.get(alert.id)}
                      open={sel === alert.id}
                      selected={listed.picked.includes(alert)}
                      onOpen={() => onSelect(sel === alert.id ? undefined : alert.id)}
                      onSelect={() => listed.toggle(alert.id)}
                      onTake={() => actions.take([alert])}
                    />
                  ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.keys}>
        {(
          [
            [["j", "k"], "move"],
            [["a"], "ack"],
            [["s"], "silence 1 h"],
            [["e"], "open"],
            [["x"], "select"],
          ] as const
        ).map(([keys, word]) => (
          <span key={word} className="row g4">
            {keys.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
            {word}
          </span>
        ))}
        <span className="end">
          Live, asked {ago(alerts.updatedMillis, Math.max(now, alerts.updatedMillis))}
        </span>
      </div>
    </>
  );
}
