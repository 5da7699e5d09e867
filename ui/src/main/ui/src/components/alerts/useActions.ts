import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import {
  type Acknowledgement,
  acknowledge,
  expireSilence,
  giveBack,
  type NewSilence,
  type Silence,
  setSilence,
  type ToldAlert,
  toApiMatcher,
} from "../../api/alerting";
import { matchersOf } from "../../lib/matchers";
import { readableDuration } from "../../lib/time/duration";
import { clock, zoneLabel } from "../../lib/time/zone";
import { useMay } from "../session";
import { messageOf } from "../states";
import { useTime } from "../time/TimeContext";
import { useToast } from "../toast";
import type { Firing } from "./model";
import { KEYS } from "./useAlerting";
import { useWho } from "./useWho";

const named = (alerts: readonly Firing[]) =>
  alerts.length === 1 ? (alerts[0]?.name ?? "") : `${alerts.length} alerts`;

/** A silence that lies over exactly these alerts: one each, for labels that only it has. */
function silenceFor(alert: Firing, by: string, forMillis: number): NewSilence {
  const now = Date.now();
  return {
    matchers: matchersOf(alert.labels).map(toApiMatcher),
    startsAt: new Date(now).toISOString(),
    endsAt: new Date(now + forMillis).toISOString(),
    createdBy: by,
    comment: `silenced for ${readableDuration(forMillis)} from the list of alerts`,
  };
}

/** What can be done to alerts and silences: shown at once, taken back if the server refuses. */
export function useActions() {
  const client = useQueryClient();
  const toast = useToast();
  const { zone } = useTime();
  const { withName } = useWho();
  const may = useMay("editor");

  const reask = useCallback(
    () => void client.invalidateQueries({ queryKey: ["alerting"], refetchType: "active" }),
    [client],
  );

  /** Shows the change, makes it, and on a refusal shows what was before. */
  const attempt = useCallback(
    async <T, R>(key: readonly string[], change: (before: T) => T, act: () => Promise<R>) => {
      if (!may) {
        toast({ state: "warning", text: "Not changed: your role may look, and change nothing" });
        return undefined;
      }
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<T>(key);
      if (before !== undefined) {
        client.setQueryData<T>(key, change(before));
      }
      try {
        return await act();
      } catch (error) {
        client.setQueryData(key, before);
        toast({ state: "critical", text: `Refused: ${messageOf(error)}` });
        return undefined;
      } finally {
        reask();
      }
    },
    [client, toast, reask, may],
  );

  const drop = useCallback(
    (alerts: readonly Firing[]) =>
      attempt<Acknowledgement[], unknown>(
        KEYS.taken,
        (before) => before.filter((one) => !alerts.some((a) => a.id === one.fingerprint)),
        () => Promise.all(alerts.map((a) => giveBack(a.id))),
      ),
    [attempt],
  );

  const take = useCallback(
    (all: readonly Firing[]) => {
      const alerts = all.filter((a) => a.isTold && a.taken === undefined);
      if (alerts.length === 0) {
        return;
      }
      withName(async (by) => {
        const at = new Date().toISOString();
        const mine = alerts.map((a) => ({ fingerprint: a.id, by, comment: "", at }));
        const done = await attempt<Acknowledgement[], unknown>(
          KEYS.taken,
          (before) => [...before, ...mine],
          () => Promise.all(alerts.map((a) => acknowledge(a.id, by))),
        );
        if (done) {
          toast({ text: `Acknowledged ${named(alerts)}`, undo: () => void drop(alerts) });
        }
      });
    },
    [attempt, drop, toast, withName],
  );

  const expire = useCallback(
    (ids: readonly string[]) =>
      attempt<Silence[], unknown>(
        KEYS.silences,
        (before) => before.map((s) => (ids.includes(s.id) ? { ...s, status: { state: "expired" } } : s)),
        () => Promise.all(ids.map(expireSilence)),
      ),
    [attempt],
  );

  const silence = useCallback(
    (all: readonly Firing[], forMillis: number) => {
      const alerts = all.filter((a) => a.silencedBy.length === 0);
      if (alerts.length === 0) {
        return;
      }
      withName(async (by) => {
        const ids = await attempt<ToldAlert[], string[]>(
          KEYS.told,
          (before) =>
            before.map((t) =>
              alerts.some((a) => a.id === t.fingerprint)
                ? { ...t, status: { ...t.status, state: "suppressed", silencedBy: ["new"] } }
                : t,
            ),
          () => Promise.all(alerts.map((a) => setSilence(silenceFor(a, by, forMillis)))),
        );
        if (ids) {
          const until = Date.now() + forMillis;
          toast({
            text: `Silenced ${named(alerts)} until ${clock(until, zone)} ${zoneLabel(zone, until)}`,
            undo: () => void expire(ids),
          });
        }
      });
    },
    [attempt, expire, toast, withName, zone],
  );

  return useMemo(
    () => ({ take, giveBack: drop, silence, expire, reask, toast }),
    [take, drop, silence, expire, reask, toast],
  );
}

export type Actions = ReturnType<typeof useActions>;
