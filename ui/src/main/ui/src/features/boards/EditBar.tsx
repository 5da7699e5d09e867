import { Menu } from "@mantine/core";
import { Plus, Redo2, Rows3, Save, Settings, Undo2 } from "lucide-react";
import { Button, IconButton, Kbd } from "../../components/controls";
import { useShortcuts } from "../../components/keys/Keys";
import type { PanelKind } from "../../lib/board/model";
import styles from "./boards.module.css";
import type { Draft } from "./draft";
import { added, addedRow } from "./edits";
import { KIND_ICONS, KIND_NAMES, KINDS } from "./kinds";
import type { BoardSearch } from "./search";

export interface EditBarProps {
  draft: Draft;
  search: BoardSearch;
  patch: (change: Partial<BoardSearch>, replace?: boolean) => void;
  onSave: () => void;
  isNew: boolean;
}

/** What can be added, taken back and saved while a board is edited. */
export function EditBar({ draft, search, patch, onSave, isNew }: EditBarProps) {
  const add = (kind: PanelKind) => {
    const made = added(draft.board, kind);
    draft.change(() => made.board);
    patch({ editPanel: String(made.id), tab: undefined });
  };
  useShortcuts([
    { keys: "mod+z", label: "Undo", group: "Editing", run: draft.undo },
    { keys: "mod+y", label: "Redo", group: "Editing", run: draft.redo },
    { keys: "a", label: "Add a panel", group: "Editing", run: () => add("timeseries") },
  ]);
  const leave = () => {
    if (!draft.dirty || window.confirm("Drop the changes that are not saved?")) {
      draft.discard();
      patch({ edit: undefined, editPanel: undefined, tab: undefined });
    }
  };
  return (
    <div className={styles.editbar} role="toolbar" aria-label="Editing">
      <Menu position="bottom-start">
        <Menu.Target>
          <Button icon={Plus}>Add a panel</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {KINDS.map((kind) => {
            const Icon = KIND_ICONS[kind];
            return (
              <Menu.Item
                key={kind}
                leftSection={<Icon className="i s" aria-hidden />}
                onClick={() => add(kind)}
              >
                {KIND_NAMES[kind]}
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
      <Button icon={Rows3} onClick={() => draft.change(addedRow)}>
        Add a row
      </Button>
      <Button
        icon={Settings}
        aria-pressed={search.tab === "settings"}
        onClick={() =>
          patch({ tab: search.tab === "settings" ? undefined : "settings", editPanel: undefined })
        }
      >
        Settings
      </Button>
      <IconButton icon={Undo2} label="Undo" disabled={!draft.canUndo} onClick={draft.undo} />
      <IconButton icon={Redo2} label="Redo" disabled={!draft.canRedo} onClick={draft.redo} />
      <span className={`muted t12 ${styles.hideSmall}`}>
        drag titles and corners, or focus a panel: <Kbd>←↑↓→</Kbd> moves, <Kbd>Shift</Kbd> sizes,{" "}
        <Kbd>Enter</Kbd> edits
      </span>
      <span className="end row">
        {draft.dirty && <span className="muted t12">not saved</span>}
        {!isNew && <Button onClick={leave}>{draft.dirty ? "Drop changes" : "Done"}</Button>}
        <Button kind="primary" icon={Save} disabled={!draft.dirty && !isNew} onClick={onSave}>
          Save
        </Button>
      </span>
    </div>
  );
}
