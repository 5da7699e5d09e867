<<<<<<< HEAD
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { acknowledgements, alertmanagerStatus, rules, silences, toldAlerts } from "../../api/alerting";
import { useTime } from "../../components/time/TimeContext";
import { parseDuration } from "../../lib/time/duration";
import { firingOf, ruleRefs, waitingOf } from "./model";

/** The keys of what is asked, so that a change can mark it as old. */
export const KEYS = {
  rules: ["alerting", "rules"],
  told: ["alerting", "told"],
  taken: ["alerting", "taken"],
  silences: ["alerting", "silences"],
  config: ["alerting", "config"],
  outbox: ["alerting", "outbox"],
} as const;

export function useEvery(): number | false {
  const { refresh } = useTime();
  return refresh === "off" ? false : (parseDuration(refresh) ?? false);
}

export function useRules() {
  const every = useEvery();
  return useQuery({ queryKey: KEYS.rules, queryFn: ({ signal }) => rules(signal), refetchInterval: every });
}

export function useSilences() {
  const every = useEvery();
  return useQuery({
    queryKey: KEYS.silences,
    queryFn: ({ signal }) => silences(signal),
    refetchInterval: every,
  });
}

export function useRouting() {
  return useQuery({
    queryKey: KEYS.config,
    queryFn: ({ signal }) => alertmanagerStatus(signal),
    refetchInterval: 60_000,
  });
}

/** Everything that fires or waits, joined. */
export function useAlerts() {
  const every = useEvery();
  const ruled = useRules();
  const told = useQuery({
    queryKey: KEYS.told,
    queryFn: ({ signal }) => toldAlerts(signal),
    refetchInterval: every,
  });
  const taken = useQuery({
    queryKey: KEYS.taken,
    queryFn: ({ signal }) => acknowledgements(signal),
    refetchInterval: every,
    retry: false,
  });
  const refs = useMemo(() => ruleRefs(ruled.data ?? []), [ruled.data]);
  const firing = useMemo(
    () => firingOf(told.data ?? [], refs, taken.data ?? []),
    [told.data, refs, taken.data],
  );
  const waiting = useMemo(() => waitingOf(refs), [refs]);
  return {
    firing,
    waiting,
    refs,
    groups: ruled.data,
    isReady: ruled.data !== undefined && told.data !== undefined,
    error: told.error ?? ruled.error,
    updatedMillis: Math.min(told.dataUpdatedAt, ruled.dataUpdatedAt),
    retry: () => {
      void ruled.refetch();
      void told.refetch();
    },
  };
}

export type Alerts = ReturnType<typeof useAlerts>;
=======
export * from "../../components/alerts/useAlerting";
>>>>>>> l6
