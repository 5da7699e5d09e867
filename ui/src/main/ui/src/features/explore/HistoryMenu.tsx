import { Popover } from "@mantine/core";
import { History, Search } from "lucide-react";
import { useState } from "react";
import { Button, Field } from "../../components/controls";
import { useShortcuts } from "../../components/keys/Keys";
import { ago } from "../../lib/time/duration";
import styles from "./explore.module.css";
import { findInHistory, type PastQuery } from "./history";

export interface HistoryMenuProps {
  history: PastQuery[];
  onUse: (query: string) => void;
  onClear: () => void;
}

function Choices({ history, onUse, onClear }: HistoryMenuProps) {
  const [text, setText] = useState("");
  const [now] = useState(() => Date.now());
  const found = findInHistory(history, text);
  return (
    <div className={styles.history}>
      <Field
        label="Find a past query"
        placeholder="Find a past query"
        icon={Search}
        value={text}
        onChange={setText}
        onKeyDown={(event) => event.key === "Enter" && found[0] && onUse(found[0].query)}
      />
      <ul>
        {found.map(({ query, atMillis }) => (
          <li key={query}>
            <button type="button" onClick={() => onUse(query)}>
              <code className="mono">{query}</code>
              <span className="muted t11">{ago(atMillis, Math.max(now, atMillis))}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p className="muted t12">
          {history.length === 0
            ? "Queries that you run are kept here, in this browser."
            : `No past query has “${text}”.`}
        </p>
      )}
      {history.length > 0 && (
        <div className={styles.historyFoot}>
          <span className="muted t11">kept in this browser only</span>
          <Button kind="ghost" className="end" onClick={onClear}>
            Forget all
          </Button>
        </div>
      )}
    </div>
  );
}

/** What was asked before: a click puts it in the last query's place and runs it. */
export function HistoryMenu({ history, onUse, onClear }: HistoryMenuProps) {
  const [open, setOpen] = useState(false);
  useShortcuts([{ keys: "h", label: "Past queries", group: "Explore", run: () => setOpen(true) }]);
  const use = (query: string) => {
    setOpen(false);
    onUse(query);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus>
      <Popover.Target>
        <Button
          kind="ghost"
          icon={History}
          aria-haspopup="dialog"
          aria-expanded={open}
          title="Past queries (h)"
          onClick={() => setOpen(!open)}
        >
          History
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Past queries">
        <Choices history={history} onUse={use} onClear={onClear} />
      </Popover.Dropdown>
    </Popover>
  );
}
