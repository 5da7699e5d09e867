import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { useMemo } from "react";
import { whereOf, worstFirst } from "../../components/alerts/model";
import { useAlerts } from "../../components/alerts/useAlerting";
import { useCrumb } from "../../components/crumb";
import { useFilters } from "../../components/filters";
import { Glyph } from "../../components/Glyph";
import { useHosts } from "../../components/hosts/useHosts";
import { Panel } from "../../components/Panel";
import { useShareable } from "../../components/share";
import { Empty } from "../../components/states";
import { keepTime } from "../../components/time/search";
import { useTime } from "../../components/time/TimeContext";
import { csvText } from "../../lib/csv";
import { hostFindings, isOfHost } from "../../lib/hosts";
import { ago } from "../../lib/time/duration";
import { ChartPanel } from "./ChartPanel";
import { chartSpecs } from "./chartSpecs";
import { Filesystems } from "./Filesystems";
import { HostFacts } from "./HostFacts";
import styles from "./hosts.module.css";
import { Tiles } from "./Tiles";
import { type Host, useHost } from "./useHost";

/** What fires because of this machine. */
function HostAlerts({ instance }: { instance: string }) {
  const { firing, waiting } = useAlerts();
  const { now } = useTime();
  const own = firing.filter((alert) => isOfHost(alert.labels, instance)).sort(worstFirst);
  const soon = waiting.filter((alert) => isOfHost(alert.labels, instance)).length;
  return (
    <Panel title="Alerts" sub={`${own.length} firing${soon > 0 ? `, ${soon} pending` : ""}`} flush>
      {own.length > 0 ? (
        <ul className={styles.list}>
          {own.map((alert) => (
            <li key={alert.id} data-st={alert.severity}>
              <Link
                to={"/alerting" as string}
                search={(before: Record<string, unknown>) => ({ ...keepTime(before), sel: alert.id })}
              >
                <Glyph state={alert.severity} />
                <span className="grow">
                  <b className="med ell">{alert.name}</b>
                  <span className="muted ell">{alert.annotations.summary ?? whereOf(alert.labels)}</span>
                </span>
                <span className="muted">{ago(alert.sinceMillis, Math.max(now, alert.sinceMillis))}</span>
              </Link>
            </li>
          ))}
        </ul>
      ) : (
        <p className={`muted t12 ${styles.quiet}`}>No rule fires for this host.</p>
      )}
    </Panel>
  );
}

function hostCsv(host: Host): string {
  const lines = chartSpecs(host).flatMap((spec) =>
    spec.frame.lines.map((line) => ({ name: `${spec.title}: ${line.name}`, values: line.values })),
  );
  return csvText([
    ["time", ...lines.map((line) => line.name)],
    ...host.times.map((time, i) => [
      new Date(time * 1000).toISOString(),
      ...lines.map((line) => line.values[i]),
    ]),
  ]);
}

function Title({ instance, timeSeconds }: { instance: string; timeSeconds: number }) {
  const { rows } = useHosts();
  const row = rows.find((r) => r.instance === instance);
  const findings = row ? hostFindings(row) : [];
  return (
    <div className={`ptitle ${styles.title}`}>
      <h1>
        {row && <Glyph state={findings[0]?.trouble ?? "ok"} size={18} />}
        {findings.length > 0 ? `${instance}: ${findings.map((f) => f.text).join(", ")}` : instance}
      </h1>
      <HostFacts instance={instance} timeSeconds={timeSeconds} />
      <Link to="/hosts" search={keepTime} className="btn ghost end">
        <ChevronLeft className="i" aria-hidden />
        All hosts
      </Link>
    </div>
  );
}

function Unknown({ instance }: { instance: string }) {
  const navigate = useNavigate();
  const { filters } = useFilters();
  const { setRange } = useTime();
  return (
    <Panel title={instance}>
      <Empty
        kind="no-match"
        what={`No metric of a host called ${instance} in this range`}
        why={
          filters.chips.length > 0
            ? "The filters of the header do not count here; it did not report then, or it has another name."
            : "It did not report then, or it has another name."
        }
        actions={[
          { label: "All hosts", run: () => void navigate({ to: "/hosts", search: keepTime }) },
          { label: "Show the last 24 hours", run: () => setRange({ from: "now-24h", to: "now" }) },
        ]}
      />
    </Panel>
  );
}

/** What one looks at first; disks and alerts come next. */
const FIRST_CHARTS = 3;

/** One machine: what it does, how full it is, and what fires because of it. */
export function HostPage() {
  const { instance } = useParams({ from: "/hosts/$instance" });
  const { at } = useTime();
  const host = useHost(instance);
  useCrumb(instance);
  useShareable(useMemo(() => ({ title: instance, csv: () => hostCsv(host) }), [instance, host]));
  const specs = chartSpecs(host);
  const known = host.isFirst || host.series("memoryTotal").length > 0 || host.series("load1").length > 0;
  return (
    <div className="page">
      <Title instance={instance} timeSeconds={host.grid.end} />
      {!known && !host.error(["memoryTotal"]) ? (
        <Unknown instance={instance} />
      ) : (
        <>
          <Tiles host={host} />
          <div className={styles.charts}>
            {specs.slice(0, FIRST_CHARTS).map((spec) => (
              <ChartPanel key={spec.title} spec={spec} host={host} />
            ))}
            <div className={styles.wide}>
              <Filesystems instance={instance} timeSeconds={Math.floor(at.toMillis / 1000)} />
            </div>
            <HostAlerts instance={instance} />
            {specs.slice(FIRST_CHARTS).map((spec) => (
              <ChartPanel key={spec.title} spec={spec} host={host} />
            ))}
          </div>
        </>
      )}
    </div>
  );
}
