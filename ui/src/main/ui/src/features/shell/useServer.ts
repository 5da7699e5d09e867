import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useHealth } from "../../api/hooks";
import { type Topic, useLive } from "../../api/live";
import { useTime } from "../../components/time/TimeContext";
import { useToast } from "../../components/toast";
import { readableDuration } from "../../lib/time/duration";

/** What a change of a topic makes old, by the first words of the keys under which answers are kept. */
const STALE: Record<Topic, string[][]> = {
  alerts: [["alerting"]],
  silences: [["alerting"]],
  targets: [["targets"]],
  config: [["targets"], ["alerting"], ["config"], ["pools"]],
  dashboards: [["dashboards"]],
  health: [["health"]],
  events: [["events"]],
};

function useRenewed(topic: Topic): void {
  const client = useQueryClient();
  useLive(topic, () => {
    for (const queryKey of STALE[topic]) {
      void client.invalidateQueries({ queryKey });
    }
  });
}

/** What the server says has changed is asked for anew. */
export function useLiveQueries(): void {
  useRenewed("alerts");
  useRenewed("silences");
  useRenewed("targets");
  useRenewed("config");
  useRenewed("dashboards");
  useRenewed("health");
  useRenewed("events");
}

/** Since when the server has not answered. When it answers again, that is said, and everything is asked anew. */
export function useLost(): { lostSince: number | undefined; askAgain: () => void } {
  const { error, refetch, failureCount } = useHealth();
  const client = useQueryClient();
  const toast = useToast();
  const { refreshNow } = useTime();
  const since = useRef<number | undefined>(undefined);
  const [lostSince, setLostSince] = useState<number>();
  const lost = error !== null && failureCount > 0;
  useEffect(() => {
    if (lost && since.current === undefined) {
      since.current = Date.now();
      setLostSince(since.current);
    } else if (!lost && error === null && since.current !== undefined) {
      const gone = Math.max(1000, Date.now() - since.current);
      since.current = undefined;
      setLostSince(undefined);
      toast({ text: `The server answers again after ${readableDuration(gone)}` });
      refreshNow();
      void client.invalidateQueries();
    }
  }, [lost, error, client, toast, refreshNow]);
  const askAgain = useCallback(() => void refetch(), [refetch]);
  return { lostSince, askAgain };
}
