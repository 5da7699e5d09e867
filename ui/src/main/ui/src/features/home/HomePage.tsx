import { useNavigate, useSearch } from "@tanstack/react-router";
import { useHealth, useTargets, useVectors } from "../../api/hooks";
import { Glyph } from "../../components/Glyph";
import { Panel } from "../../components/Panel";
import { Empty, Failed, Loading } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { ChartPanel } from "./ChartPanel";
import { chartSpecs } from "./chartSpecs";
import { Filesystems } from "./Filesystems";
import { HostFacts } from "./HostFacts";
import styles from "./home.module.css";
import { type Vital, verdict } from "./limits";
import { HOSTS_QUERY, SELF_QUERY } from "./queries";
import { SelfPanel } from "./SelfPanel";
import { TargetsPanel } from "./TargetsPanel";
import { hostVitals, Tiles } from "./Tiles";
import { useHost } from "./useHost";

const HOSTS_QUERIES = [HOSTS_QUERY, SELF_QUERY];

function Title({ vitals, children }: { vitals: Vital[]; children?: React.ReactNode }) {
  const health = useHealth();
  const targets = useTargets(10_000);
  const judged = verdict(health.data, targets.data?.activeTargets, vitals);
  const silent = health.error !== null || (targets.error !== null && targets.data === undefined);
  const { state, text } = silent ? { state: "critical" as const, text: "Tocsin does not answer" } : judged;
  return (
    <div className={`ptitle ${styles.title}`}>
      <h1>
        {state !== "none" && <Glyph state={state} size={18} />}
        {text}
      </h1>
      {children}
    </div>
  );
}

function HostSwitch({ hosts, host }: { hosts: string[]; host: string }) {
  const navigate = useNavigate();
  if (hosts.length < 2) {
    return null;
  }
  return (
    <select
      className="btn end"
      aria-label="Host"
      value={host}
      onChange={(event) =>
        void navigate({ to: "/", search: (before) => ({ ...before, host: event.target.value }) })
      }
    >
      {hosts.map((each) => (
        <option key={each}>{each}</option>
      ))}
    </select>
  );
}

function HostHome({ hosts, instance }: { hosts: string[]; instance: string }) {
  const { at } = useTime();
  const host = useHost(instance);
  const specs = chartSpecs(host);
  const timeSeconds = host.grid.end;
  const atSeconds = Math.floor(at.toMillis / 1000);
  return (
    <>
      <Title vitals={hostVitals(host)}>
        <HostFacts instance={instance} timeSeconds={timeSeconds} />
        <HostSwitch hosts={hosts} host={instance} />
      </Title>
      <Tiles host={host} />
      <div className={styles.cols}>
        <div className={styles.charts}>
          {specs.map((spec) => (
            <ChartPanel key={spec.title} spec={spec} host={host} />
          ))}
          <Filesystems instance={instance} timeSeconds={atSeconds} />
        </div>
        <div className={styles.side}>
          <TargetsPanel />
          <SelfPanel />
        </div>
      </div>
    </>
  );
}

/** Without a host there is still something to say: why, and what else is known. */
function NoHost({ error, retry }: { error: Error | null; retry: () => void }) {
  return (
    <>
      <Title vitals={[]} />
      <div className={styles.cols}>
        <Panel title="This host">
          {error ? (
            <Failed error={error} query={HOSTS_QUERY} actions={[{ label: "Retry", run: retry }]} />
          ) : (
            <Empty
              kind="not-yet"
              what="No host has reported yet"
              why='Tocsin reads its own host every 10 s and stores it as job="node"; the first charts need two readings.'
              actions={[{ label: "Look again", run: retry }]}
            />
          )}
        </Panel>
        <div className={styles.side}>
          <TargetsPanel />
          <SelfPanel />
        </div>
      </div>
    </>
  );
}

/** Is it us, where, and since when: without a click. */
export function HomePage() {
  const { at, refreshNow } = useTime();
  const { host: wanted } = useSearch({ from: "/" });
  const seconds = Math.floor(at.toMillis / 1000);
  const { vectors, error } = useVectors(HOSTS_QUERIES, seconds);
  const hosts = (vectors[0] ?? []).map((s) => s.metric.instance ?? "").sort();
  const own = vectors[1]?.map((s) => s.metric.instance) ?? [];
  const instance = hosts.find((h) => h === wanted) ?? hosts.find((h) => own.includes(h)) ?? hosts[0];
  if (instance !== undefined) {
    return (
      <div className="page">
        <HostHome hosts={hosts} instance={instance} />
      </div>
    );
  }
  if (vectors[0] === undefined && !error) {
    return (
      <div className="page">
        <Title vitals={[]} />
        <Panel title="This host">
          <Loading what="this host" height={160} />
        </Panel>
      </div>
    );
  }
  return (
    <div className="page">
      <NoHost error={error} retry={refreshNow} />
    </div>
  );
}
