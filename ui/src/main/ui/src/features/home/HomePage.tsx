import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useHealth, useTargets } from "../../api/hooks";
import { useAlerts } from "../../components/alerts/useAlerting";
import { Segmented } from "../../components/controls";
import { Glyph } from "../../components/Glyph";
import { type Hosts, useHosts } from "../../components/hosts/useHosts";
import { useShareable } from "../../components/share";
import { csvText } from "../../lib/csv";
import { ChangesPanel } from "./ChangesPanel";
import { Figures } from "./Figures";
import { FiringPanel } from "./FiringPanel";
import { HostsPanel } from "./HostsPanel";
import styles from "./home.module.css";
import { SelfPanel } from "./SelfPanel";
import { ServicesPanel } from "./ServicesPanel";
import type { HomeView } from "./search";
import { useFigures, useServices } from "./useSignals";
import { verdict } from "./verdict";

const VIEW_CHOICES: { value: HomeView; label: string }[] = [
  { value: "engineering", label: "Engineering" },
  { value: "executive", label: "Executive" },
  { value: "wallboard", label: "Wallboard" },
];

function Title({ hosts, view }: { hosts: Hosts; view: HomeView }) {
  const navigate = useNavigate();
  const health = useHealth();
  const targets = useTargets(10_000);
  const { firing } = useAlerts();
  const judged = verdict({
    health: health.data,
    targets: targets.data?.activeTargets,
    firing,
    hosts: hosts.rows,
  });
  const silent = health.error !== null || (targets.error !== null && targets.data === undefined);
  const { state, text } = silent ? { state: "critical" as const, text: "Tocsin does not answer" } : judged;
  return (
    <div className={`ptitle ${styles.title}`}>
      <h1>
        {state !== "none" && <Glyph state={state} size={18} />}
        {text}
      </h1>
      <span className={`end ${styles.views}`}>
        <Segmented
          label="View"
          choices={VIEW_CHOICES}
          value={view}
          onChange={(next) =>
            void navigate({
              to: "/",
              search: (before) => ({ ...before, view: next === "engineering" ? undefined : next }),
            })
          }
        />
      </span>
    </div>
  );
}

/** Is it us, where, and since when: without a click. */
export function HomePage() {
  const { view = "engineering" } = useSearch({ from: "/" });
  const hosts = useHosts();
  const figures = useFigures();
  const services = useServices();
  useShareable(
    useMemo(
      () => ({
        title: "Home",
        csv: () =>
          csvText([
            ["figure", "value", "unit", "before", "when"],
            ...figures.figures.map(({ figure, now, before }) => [
              ...[figure.label, now, figure.unit],
              ...[before?.value, before?.words],
            ]),
          ]),
      }),
      [figures],
    ),
  );
  return (
    <div className={`page ${styles.home}`} data-view={view}>
      <Title hosts={hosts} view={view} />
      <Figures {...figures} />
      <div className={styles.cols}>
        <div className={styles.main}>
          <ServicesPanel services={services} />
          {view !== "executive" && (
            <div className={styles.pair}>
              <HostsPanel hosts={hosts} />
              {view === "engineering" && <SelfPanel />}
            </div>
          )}
        </div>
        <div className={styles.side}>
          <FiringPanel />
          {view !== "wallboard" && <ChangesPanel />}
        </div>
      </div>
    </div>
  );
}
