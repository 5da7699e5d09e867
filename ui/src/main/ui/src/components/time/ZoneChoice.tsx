import { useId, useState } from "react";
import { BROWSER_ZONE, isZone, zoneName } from "../../lib/time/zone";
import { Button } from "../controls";
import { useTime } from "./TimeContext";
import styles from "./time.module.css";

/** The zone in which every time of the page is written. */
export function ZoneChoice() {
  const { zone, setZone } = useTime();
  const [editing, setEditing] = useState(false);
  const [text, setText] = useState("");
  const listId = useId();
  const wanted = text.trim();
  const known = wanted !== "" && isZone(wanted);
  if (!editing) {
    return (
      <div className={styles.zone}>
        <span className="muted">zone</span> {zoneName(zone)}
        <span className="end row g4">
          {zoneName(zone) !== "UTC" && (
            <Button kind="ghost" onClick={() => setZone("UTC")}>
              UTC
            </Button>
          )}
          {zone !== BROWSER_ZONE && (
            <Button kind="ghost" onClick={() => setZone(BROWSER_ZONE)}>
              Browser
            </Button>
          )}
          <Button kind="ghost" onClick={() => setEditing(true)}>
            Change
          </Button>
        </span>
      </div>
    );
  }
  const done = () => {
    setZone(wanted);
    setEditing(false);
  };
  return (
    <div className={styles.zone}>
      <input
        className={styles.zoneField}
        aria-label="Time zone"
        list={listId}
        placeholder="Europe/Berlin"
        value={text}
        aria-invalid={wanted !== "" && !known}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && known && done()}
      />
      <datalist id={listId}>
        {Intl.supportedValuesOf("timeZone").map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Button disabled={!known} onClick={done}>
        Set
      </Button>
    </div>
  );
}
