import { Menu } from "@mantine/core";
import {
  BellPlus,
  ChartLine,
  Copy,
  Download,
  EllipsisVertical,
  Image,
  Link2,
  type LucideIcon,
  Maximize2,
  Pencil,
  Search,
  Trash2,
} from "lucide-react";
import { IconButton, Kbd } from "../../components/controls";
import type { PlacedPanel } from "../../lib/board/repeat";
import styles from "./boards.module.css";
import { type PanelAction, useBoardView } from "./context";

interface Entry {
  action: PanelAction;
  label: string;
  icon: LucideIcon;
  key?: string;
}

const LOOK: Entry[] = [
  { action: "view", label: "Fill the page", icon: Maximize2, key: "v" },
  { action: "edit", label: "Edit", icon: Pencil, key: "e" },
  { action: "explore", label: "Explore the queries", icon: ChartLine, key: "x" },
  { action: "inspect", label: "Inspect", icon: Search, key: "i" },
];

const TAKE: Entry[] = [
  { action: "csv", label: "Download CSV", icon: Download },
  { action: "png", label: "Download PNG", icon: Image },
  { action: "link", label: "Copy link to the panel", icon: Link2 },
  { action: "alert", label: "Alert from this", icon: BellPlus },
];

const CHANGE: Entry[] = [
  { action: "duplicate", label: "Duplicate", icon: Copy },
  { action: "remove", label: "Remove", icon: Trash2 },
];

function fits({ panel, copy }: PlacedPanel, action: PanelAction): boolean {
  const asks = (panel.queries ?? []).some((q) => q.expr || q.panel !== undefined);
  switch (action) {
    case "explore":
    case "csv":
    case "alert":
    case "inspect":
      return asks;
    case "edit":
    case "duplicate":
    case "remove":
      return !copy;
    default:
      return true;
  }
}

/** What can be done with one panel. */
export function PanelMenu({ placed, title }: { placed: PlacedPanel; title: string }) {
  const { draft, onMenu } = useBoardView();
  const groups = [LOOK, TAKE, ...(draft ? [CHANGE] : [])];
  if (!onMenu) {
    return null;
  }
  return (
    <span className={styles.menu} data-panel-menu>
      <Menu position="bottom-end">
        <Menu.Target>
          <IconButton icon={EllipsisVertical} label={`Menu of ${title}`} />
        </Menu.Target>
        <Menu.Dropdown>
          {groups.map((group, i) => [
            i > 0 && <Menu.Divider key={`line ${group[0]?.action}`} />,
            ...group
              .filter(({ action }) => fits(placed, action))
              .map(({ action, label, icon: Icon, key }) => (
                <Menu.Item
                  key={action}
                  leftSection={<Icon className="i s" aria-hidden />}
                  rightSection={key && <Kbd>{key}</Kbd>}
                  onClick={() => onMenu(action, placed)}
                >
                  {label}
                </Menu.Item>
              )),
          ])}
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
