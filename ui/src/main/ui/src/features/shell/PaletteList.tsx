import { CornerDownLeft, Search } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { Kbd, KeyCaps } from "../../components/controls";
import { highlight } from "../../lib/fuzzy";
import type { Command } from "./command";
import styles from "./shell.module.css";

function Row({
  command,
  text,
  on,
  id,
  pick,
}: {
  command: Command;
  text: string;
  on: boolean;
  id: string;
  pick: () => void;
}) {
  const Icon = command.icon;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input above owns the keys of this list
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a command in a list is an option
    // biome-ignore lint/a11y/useFocusableInteractive: the input above keeps the focus and names the active option
    <li id={id} role="option" aria-selected={on} onClick={pick}>
      <Icon className="i" aria-hidden />
      <span className="grow">
        {highlight(command.name, text).map((part) =>
          part.hit ? <b key={part.at}>{part.text}</b> : <span key={part.at}>{part.text}</span>,
        )}
      </span>
      {on && !command.keys && <CornerDownLeft className="i s" aria-hidden />}
      {command.keys && <KeyCaps keys={command.keys} />}
    </li>
  );
}

export interface PaletteListProps {
  text: string;
  onText: (text: string) => void;
  /** What fits the text, best first within its group. */
  shown: Command[];
  onClose: () => void;
}

/** A field that filters, and the list that its arrow keys walk through. */
export function PaletteList({ text, onText, shown, onClose }: PaletteListProps) {
  const [active, setActive] = useState(0);
  const listId = useId();
  const list = useRef<HTMLUListElement>(null);
  const index = Math.min(active, shown.length - 1);
  useEffect(() => {
    list.current
      ?.querySelector(`[aria-selected="true"]`)
      ?.scrollIntoView({ block: index === 0 ? "end" : "nearest" });
  }, [index]);
  const pick = (command: Command | undefined) => {
    if (command) {
      onClose();
      command.run();
    }
  };
  const move = (by: number) => setActive((index + by + shown.length) % Math.max(1, shown.length));
  const onKeyDown = (event: React.KeyboardEvent) => {
    const act = new Map([
      ["ArrowDown", () => move(1)],
      ["ArrowUp", () => move(-1)],
      ["Enter", () => pick(shown[index])],
    ]).get(event.key);
    if (act) {
      event.preventDefault();
      act();
    }
  };
  const optionId = (i: number) => `${listId}-${i}`;
  return (
    <div className={styles.palette}>
      <div className={styles.ask}>
        <Search className="i" aria-hidden />
        <input
          data-autofocus
          role="combobox"
          aria-label="Type a command or a page"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={index >= 0 ? optionId(index) : undefined}
          placeholder="Go to, do, find a host or metric, run a query"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            onText(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
        <Kbd>esc</Kbd>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a list of commands is a listbox */}
      <ul ref={list} id={listId} role="listbox" aria-label="Commands">
        {shown.map((command, i) => (
          <Group key={command.id} title={command.group} first={command.group !== shown[i - 1]?.group}>
            <Row command={command} text={text} on={i === index} id={optionId(i)} pick={() => pick(command)} />
          </Group>
        ))}
        {shown.length === 0 && (
          <li className="muted" style={{ padding: "8px" }}>
            Nothing has “{text}”. Try a page, “theme”, “last 6 hours”, a host, or a whole query.
          </li>
        )}
      </ul>
    </div>
  );
}

function Group({ title, first, children }: { title: string; first: boolean; children: React.ReactNode }) {
  return (
    <>
      {first && (
        <li className="caps" role="presentation">
          {title}
        </li>
      )}
      {children}
    </>
  );
}
