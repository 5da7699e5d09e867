import { Menu } from "@mantine/core";
import {
  Download,
  EllipsisVertical,
  type Eye,
  FileJson,
  FolderClock,
  Maximize,
  Pencil,
  RotateCw,
  Settings,
  Star,
  Trash2,
} from "lucide-react";
import { useState } from "react";
import type { BoardMeta } from "../../api/boards";
import { Button, IconButton, Kbd } from "../../components/controls";
import { useTime } from "../../components/time/TimeContext";
import type { Dashboard } from "../../lib/board/model";
import { fullTime } from "../../lib/time/zone";
import styles from "./boards.module.css";
import { useStar } from "./useBoards";

export type BoardAction =
  | "edit"
  | "settings"
  | "versions"
  | "export"
  | "kiosk"
  | "rotate"
  | "delete"
  | "copy";

export interface BoardHeaderProps {
  board: Dashboard;
  uid: string;
  meta?: BoardMeta;
  editing: boolean;
  onAction: (action: BoardAction) => void;
}

export function sourceWords(source: string): string | undefined {
  if (source === "saved") {
    return undefined;
  }
  return source.startsWith("pack:") ? `${source.slice(5)} pack` : "built-in";
}

function About({ meta, board }: { meta: BoardMeta; board: Dashboard }) {
  const { zone } = useTime();
  const source = sourceWords(meta.source);
  const saved = meta.updated ? Date.parse(meta.updated) : Number.NaN;
  return (
    <>
      {meta.folder && <span className="tag">{meta.folder}</span>}
      {source && <span className="tag">{source}</span>}
      {(board.tags ?? []).slice(0, 4).map((tag) => (
        <span className={`tag ${styles.hideSmall}`} key={tag}>
          {tag}
        </span>
      ))}
      {meta.source === "saved" && (
        <span className={`about ${styles.hideSmall} muted t12`}>
          {Number.isFinite(saved) && `saved ${fullTime(saved, zone)}`}
          {meta.updatedBy && ` by ${meta.updatedBy}`}, version {meta.version}
        </span>
      )}
    </>
  );
}

function More({ meta, onAction }: { meta: BoardMeta; onAction: (action: BoardAction) => void }) {
  const entries: { action: BoardAction; label: string; icon: typeof Eye; off?: boolean }[] = [
    { action: "export", label: "Export", icon: Download },
    { action: "versions", label: "Versions", icon: FolderClock, off: meta.source !== "saved" },
    { action: "settings", label: "Settings and YAML", icon: Settings, off: !meta.editable },
    { action: "copy", label: "Save a copy", icon: FileJson },
    { action: "rotate", label: "Rotate on a wall", icon: RotateCw },
    { action: "delete", label: "Delete", icon: Trash2, off: !meta.editable || meta.source !== "saved" },
  ];
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton icon={EllipsisVertical} label="More of this dashboard" />
      </Menu.Target>
      <Menu.Dropdown>
        {entries
          .filter((entry) => !entry.off)
          .map(({ action, label, icon: Icon }) => (
            <Menu.Item
              key={action}
              leftSection={<Icon className="i s" aria-hidden />}
              onClick={() => onAction(action)}
            >
              {label}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Title, star, where it comes from, and what can be done. */
export function BoardHeader({ board, uid, meta, editing, onAction }: BoardHeaderProps) {
  const star = useStar();
  const [starring, setStarring] = useState(false);
  const toggleStar = async () => {
    if (meta) {
      setStarring(true);
      await star(uid, !meta.starred).finally(() => setStarring(false));
    }
  };
  return (
    <div className={styles.title}>
      <h1>{board.title}</h1>
      {meta && (
        <>
          <IconButton
            icon={Star}
            className={styles.star}
            label={meta.starred ? "Starred: take the star away" : "Star this dashboard"}
            aria-pressed={meta.starred}
            disabled={starring}
            onClick={() => void toggleStar()}
          />
          <About meta={meta} board={board} />
          <span className="end row">
            {!editing && (
              <Button icon={Pencil} onClick={() => onAction("edit")}>
                {meta.editable ? "Edit" : "Edit a copy"} <Kbd>e</Kbd>
              </Button>
            )}
            <Button icon={Maximize} className={styles.hideSmall} onClick={() => onAction("kiosk")}>
              Kiosk
            </Button>
            <More meta={meta} onAction={onAction} />
          </span>
        </>
      )}
    </div>
  );
}
