import { useHealth } from "../../api/hooks";
import { Glyph } from "../../components/Glyph";
import styles from "./shell.module.css";

/** Only there when Tocsin itself is in trouble: then everything below may be old or incomplete. */
export function Ribbon() {
  const { data, error } = useHealth();
  if (error) {
    return (
      <div className={styles.ribbon} role="status">
        <Glyph state="critical" />
        <b className="strong">The server does not answer</b>
        <span className="muted">what you see may be old; asking again every 10 s</span>
      </div>
    );
  }
  const bad = data?.components.filter((c) => c.state !== "healthy") ?? [];
  if (!data || data.status === "healthy") {
    return null;
  }
  const state = data.status === "failing" ? "critical" : "warning";
  return (
    <div className={styles.ribbon} data-st={state} role="status">
      <Glyph state={state} />
      <b className="strong">Tocsin is {data.status}</b>
      <span>{bad.map((c) => `${c.name}: ${c.reason || c.state}`).join(" · ")}</span>
    </div>
  );
}
