import { Link } from "@tanstack/react-router";
import type { HealthState } from "../../api/health";
import { useHealth } from "../../api/hooks";
import { type State, StateWord } from "../../components/Glyph";
import { keepTime } from "../../components/time/search";
import { AskedPanel, Table } from "./parts";
import styles from "./settings.module.css";

const STATES: Record<HealthState, { state: State; word: string }> = {
  healthy: { state: "ok", word: "Healthy" },
  degraded: { state: "warning", word: "Degraded" },
  failing: { state: "critical", word: "Failing" },
};

/** How each part of Tocsin itself is doing, and why it says so. */
export function HealthTab() {
  const health = useHealth();
  return (
    <AskedPanel
      title="Tocsin itself"
      what="health"
      asked={health}
      sub={(now) => `version ${now.version}`}
      flush
      end={
        <Link
          to="/explore"
          search={(before) => ({ ...keepTime(before), q: ['process_resident_memory_bytes{job="tocsin"}'] })}
          className="btn"
        >
          Its own metrics
        </Link>
      }
    >
      {({ components }) => (
        <Table
          label="Parts of Tocsin"
          columns={[{ name: "Part", width: "20%" }, { name: "State", width: "20%" }, { name: "Why" }]}
        >
          {components.map((part) => (
            <tr key={part.name} data-st={part.state === "healthy" ? undefined : STATES[part.state].state}>
              <td className="med">{part.name}</td>
              <td>
                <StateWord {...STATES[part.state]} />
              </td>
              <td className={styles.wrap}>{part.reason}</td>
            </tr>
          ))}
        </Table>
      )}
    </AskedPanel>
  );
}
