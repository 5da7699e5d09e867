import { Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { BellOff, Check, ChevronDown, Pencil, Undo2 } from "lucide-react";
import { Button, Kbd } from "../../components/controls";
import { keepTime } from "../../components/time/search";
import { matchersOf, matchersText } from "../../lib/matchers";
import styles from "./alerts.module.css";
import type { Firing } from "./model";
import type { AlertingSearch } from "./search";
import type { Actions } from "./useActions";

const HOUR = 3_600_000;
const DURATIONS: [string, number][] = [
  ["30 min", HOUR / 2],
  ["4 h", 4 * HOUR],
  ["1 d", 24 * HOUR],
  ["7 d", 168 * HOUR],
];

export interface AlertPaneProps {
  alert: Firing;
  actions: Actions;
  onSearch: (change: Partial<AlertingSearch>) => void;
}

/** What can be done to an alert. */
export function AlertActs({ alert, actions, onSearch }: AlertPaneProps) {
  const silenced = alert.silencedBy.length > 0;
  return (
    <div className={styles.acts}>
      {alert.taken ? (
        <Button
          className="lg"
          icon={Undo2}
          title="Give it back"
          onClick={() => void actions.giveBack([alert])}
        >
          Acked by {alert.taken.by}
        </Button>
      ) : (
        <Button className="lg" icon={Check} disabled={!alert.isTold} onClick={() => actions.take([alert])}>
          Acknowledge <Kbd>a</Kbd>
        </Button>
      )}
      {silenced ? (
        <Button className="lg" icon={BellOff} onClick={() => void actions.expire(alert.silencedBy)}>
          End the silence
        </Button>
      ) : (
        <span className="split">
          <Button className="lg" icon={BellOff} onClick={() => actions.silence([alert], HOUR)}>
            Silence 1 h <Kbd>s</Kbd>
          </Button>
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <Button className="lg" icon={ChevronDown} aria-label="Other durations" />
            </Menu.Target>
            <Menu.Dropdown>
              {DURATIONS.map(([word, millis]) => (
                <Menu.Item key={word} onClick={() => actions.silence([alert], millis)}>
                  {word}
                </Menu.Item>
              ))}
              <Menu.Item
                onClick={() =>
                  onSearch({
                    tab: "silences",
                    silence: "new",
                    match: matchersText(matchersOf(alert.labels)),
                    sel: undefined,
                  })
                }
              >
                Until, and why …
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </span>
      )}
      {alert.ref && (
        <Link
          to="/alerting/rules/edit"
          search={(before) => ({
            ...keepTime(before),
            file: alert.ref?.file,
            group: alert.ref?.group,
            rule: alert.ref?.rule.name,
          })}
          className="btn lg"
        >
          <Pencil className="i" aria-hidden />
          Rule
        </Link>
      )}
    </div>
  );
}
