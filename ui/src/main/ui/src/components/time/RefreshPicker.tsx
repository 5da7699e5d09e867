import { Menu } from "@mantine/core";
import { Check, ChevronDown, RefreshCw } from "lucide-react";
import { parseDuration, readableDuration } from "../../lib/time/duration";
import { Button } from "../controls";
import { useTime } from "./TimeContext";
import styles from "./time.module.css";

const CHOICES = ["off", "5s", "10s", "30s", "1m", "5m", "15m"];

function word(choice: string): string {
  return choice === "off" ? "Off" : readableDuration(parseDuration(choice) ?? 0);
}

/** Left: now. Right: how often by itself. A fixed range has nothing to refresh. */
export function RefreshPicker() {
  const { refresh, setRefresh, refreshNow, live } = useTime();
  return (
    <span className={`split ${styles.refresh}`}>
      <Button
        icon={RefreshCw}
        onClick={refreshNow}
        aria-label={`Refresh now, ${live ? word(refresh) : "Fixed"}`}
        title="Refresh now (r)"
      >
        <span className={`muted ${styles.wide}`}>{live ? word(refresh) : "Fixed"}</span>
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button aria-label="Refresh interval" className={styles.wide}>
            <ChevronDown className="i" aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {CHOICES.map((choice) => (
            <Menu.Item
              key={choice}
              onClick={() => setRefresh(choice)}
              rightSection={choice === refresh ? <Check className="i s" aria-hidden /> : undefined}
            >
              {word(choice)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
