import { Modal } from "@mantine/core";
import { CornerDownLeft, type LucideIcon, Search } from "lucide-react";
import { useId, useMemo, useState } from "react";
import { Kbd, KeyCaps } from "../../components/controls";
import { highlight, rank } from "../../lib/fuzzy";
import styles from "./shell.module.css";

export interface Command {
  id: string;
  name: string;
  group: string;
  icon: LucideIcon;
  keys?: string;
  run: () => void;
}

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

function Choices({ commands, onClose }: { commands: Command[]; onClose: () => void }) {
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const listId = useId();
  const shown = useMemo(() => rank(commands, text, (c) => `${c.name} ${c.group}`), [commands, text]);
  const index = Math.min(active, shown.length - 1);
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
          placeholder="Go to, switch, copy"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
        <Kbd>esc</Kbd>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a list of commands is a listbox */}
      <ul id={listId} role="listbox" aria-label="Commands">
        {shown.map((command, i) => (
          <Group
            key={command.id}
            title={command.group}
            first={command.group !== shown[i - 1]?.group && text === ""}
          >
            <Row command={command} text={text} on={i === index} id={optionId(i)} pick={() => pick(command)} />
          </Group>
        ))}
        {shown.length === 0 && (
          <li className="muted" style={{ padding: "8px" }}>
            No command has “{text}”. Try “theme”, “last 6 hours” or a page.
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

/** Everything the page can do, by name. */
export function Palette({
  open,
  onClose,
  commands,
}: {
  open: boolean;
  onClose: () => void;
  commands: Command[];
}) {
  return (
    <Modal
      opened={open}
      onClose={onClose}
      withCloseButton={false}
      size={560}
      padding={0}
      attributes={{ content: { "aria-label": "Command palette" } }}
    >
      <Choices commands={commands} onClose={onClose} />
    </Modal>
  );
}
