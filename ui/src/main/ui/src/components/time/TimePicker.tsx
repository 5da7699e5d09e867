import { Popover } from "@mantine/core";
import { ChevronDown, Clock } from "lucide-react";
import { useState } from "react";
import { describeRange, isLive } from "../../lib/time/range";
import { zoneLabel } from "../../lib/time/zone";
import { Button } from "../controls";
import { useShortcuts } from "../keys/Keys";
import { useTime } from "./TimeContext";
import { TimePanel } from "./TimePanel";
import styles from "./time.module.css";

/** What the page looks at, and the way to change it. */
export function TimePicker() {
  const { range, now, zone } = useTime();
  const [open, setOpen] = useState(false);
  useShortcuts([{ keys: "t", label: "Time range", group: "Time", run: () => setOpen(true) }]);
  const words = describeRange(range, now, zone);
  const zoneWord = zoneLabel(zone, now);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button
          icon={Clock}
          aria-haspopup="dialog"
          aria-expanded={open}
          title={`${isLive(range) ? "Moves with the clock" : "Fixed"} (t)`}
          onClick={() => setOpen(!open)}
        >
          <span className="sr">Time range: </span>
          <b>{words}</b> <span className={`muted ${styles.wide}`}>{zoneWord}</span>
          <ChevronDown className="i" aria-hidden />
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Time range">
        <TimePanel onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
