import { useMutation, useQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useState } from "react";
import { routesOf, testReceiver } from "../../api/alerting";
import { Button, Segmented } from "../../components/controls";
import { Glyph, StateWord } from "../../components/Glyph";
import { Failed, messageOf } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import type { Labels } from "../../lib/promql";
import { readableDuration } from "../../lib/time/duration";
import { parseWhen } from "../../lib/time/when";
import { fullTime } from "../../lib/time/zone";
import type { Form } from "./form";
import styles from "./rules.module.css";

const TIMES = ["now", "22:00", "sat 10:00"] as const;
type When = (typeof TIMES)[number];

function TestButton({ receiver }: { receiver: string }) {
  const test = useMutation({ mutationFn: () => testReceiver(receiver) });
  const bad = test.data?.find((o) => o.outcome !== "delivered");
  return (
    <span className="row g6 end" aria-live="polite">
      {test.error && <StateWord state="critical" word={messageOf(test.error)} />}
      {test.data && (
        <StateWord state={bad ? "critical" : "ok"} word={bad ? (bad.message ?? bad.outcome) : "delivered"} />
      )}
      <Button
        icon={Send}
        disabled={test.isPending}
        aria-label={`Send a test to ${receiver}`}
        onClick={() => test.mutate()}
      >
        Test
      </Button>
    </span>
  );
}

/** The labels that an alert of this rule would have, of one of its series. */
export function labelsOf(form: Form, sample: Labels | undefined): Labels {
  const { __name__: _, ...series } = sample ?? {};
  const own = Object.fromEntries(form.labels.filter(([name]) => name !== ""));
  return { ...series, ...own, alertname: form.name || "new_rule", severity: form.severity };
}

/** Who would hear of this rule now, at night and at the weekend; a test is really sent. */
export function WhoWouldBeTold({ labels }: { labels: Labels }) {
  const { zone } = useTime();
  const [when, setWhen] = useState<When>("now");
  const minute = Math.floor(Date.now() / 60_000) * 60_000;
  const at = when === "now" ? minute : (parseWhen(when, minute, zone) ?? minute);
  const routes = useQuery({
    queryKey: ["rules", "route", labels, at],
    queryFn: ({ signal }) => routesOf(labels, at, signal),
    staleTime: 60_000,
    retry: false,
  });
  return (
    <div className={styles.field}>
      <header>
        Who would be told
        <span>
          <Segmented<When>
            label="When"
            choices={TIMES.map((value) => ({ value, label: value === "now" ? "Now" : value }))}
            value={when}
            onChange={setWhen}
          />
        </span>
      </header>
      <div className={styles.told}>
        {routes.error && <Failed error={routes.error} />}
        <ul>
          {routes.data?.map((route) => (
            <li key={route.path.map((s) => s.id).join()}>
              <Glyph state={route.muted ? "maint" : "ok"} label={route.muted ? "muted" : "told"} />
              <b className="med">{route.receiver}</b>
              <span className="muted">
                {route.muted
                  ? `muted: ${route.mutedBy.map((m) => `${m.outsideOfActive ? "outside of " : "in "}${m.interval}`).join(", ")}`
                  : `within ${readableDuration(route.groupWaitMillis)}, again every ${readableDuration(route.repeatIntervalMillis)}`}
              </span>
              <TestButton receiver={route.receiver} />
            </li>
          ))}
        </ul>
      </div>
      <p className="muted t12">{fullTime(at, zone)}</p>
    </div>
  );
}
