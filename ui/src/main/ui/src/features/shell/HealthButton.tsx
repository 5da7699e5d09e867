import { Popover } from "@mantine/core";
import { useState } from "react";
import type { Health, HealthState } from "../../api/health";
import { useHealth } from "../../api/hooks";
import { type LiveState, useLiveState } from "../../api/live";
import { Glyph, type State } from "../../components/Glyph";
import { messageOf } from "../../components/states";
import styles from "./shell.module.css";

const STATES: Record<HealthState, State> = { healthy: "ok", degraded: "warning", failing: "critical" };
const WORDS: Record<HealthState, string> = { healthy: "Healthy", degraded: "Degraded", failing: "Failing" };
const ORDER: HealthState[] = ["failing", "degraded", "healthy"];

const LIVE_WORDS: Record<LiveState, string> = {
  connecting: "Live updates: connecting",
  live: "Live updates: connected, changes show at once",
  lost: "Live updates: lost, connecting again; pages ask by the clock",
  absent: "Live updates: not offered by this server; pages ask by the clock",
};

function Components({ health }: { health: Health }) {
  const sorted = [...health.components].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  return (
    <ul>
      {sorted.map((component) => (
        <li key={component.name}>
          <Glyph state={STATES[component.state]} label={WORDS[component.state]} />
          <span className="med">{component.name}</span>
          <span className="muted">{component.reason || WORDS[component.state].toLowerCase()}</span>
        </li>
      ))}
    </ul>
  );
}

/** Tocsin's own state, always in sight; a click shows each component with its reason. */
export function HealthButton() {
  const { data, error, isPending } = useHealth();
  const live = useLiveState();
  const [open, setOpen] = useState(false);
  const state: State = error ? "critical" : data ? STATES[data.status] : "none";
  const word = error ? "Unreachable" : data ? WORDS[data.status] : isPending ? "Asking" : "Unknown";
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus>
      <Popover.Target>
        <button
          type="button"
          className="btn ghost"
          aria-label={`Tocsin: ${word}`}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Glyph state={state} label={false} />
          <span className={styles.wide}>{word}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Health of Tocsin">
        <section className={styles.health} tabIndex={-1}>
          <div className="row">
            <h2>{error ? "The server does not answer" : `Tocsin is ${word.toLowerCase()}`}</h2>
            {data?.version && <span className="muted end">{data.version}</span>}
          </div>
          {error && <p className="muted">{messageOf(error)}; asking again every 10 s</p>}
          {data && !error && <Components health={data} />}
          <p className={`muted ${styles.live}`}>{LIVE_WORDS[live]}</p>
        </section>
      </Popover.Dropdown>
    </Popover>
  );
}
