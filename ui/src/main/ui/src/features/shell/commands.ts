import { useNavigate } from "@tanstack/react-router";
import {
  BellOff,
  BellPlus,
  Camera,
  CirclePlus,
  Clock,
  Globe,
  Image,
  Keyboard,
  Link2,
  LogOut,
  Monitor,
  Moon,
  PanelLeft,
  Pin,
  RefreshCw,
  Sun,
  Undo2,
  Upload,
  ZoomOut,
} from "lucide-react";
import { useShortcuts } from "../../components/keys/Keys";
import { useMay, useSession } from "../../components/session";
import type { ThemeChoice } from "../../components/themeChoice";
import { keepTime } from "../../components/time/search";
import { type Time, useTime } from "../../components/time/TimeContext";
import { usePages } from "../../components/usePages";
import { PRESETS, shiftRange, zoomOut } from "../../lib/time/range";
import { BROWSER_ZONE } from "../../lib/time/zone";
import type { Command } from "./command";
import { useShareActions } from "./ShareMenu";
import { useSignOut } from "./UserMenu";

export interface CommandHooks {
  setTheme: (theme: ThemeChoice) => void;
  openHelp: () => void;
  toggleRail: () => void;
}

const THEMES = [
  { theme: "dark", icon: Moon },
  { theme: "light", icon: Sun },
  { theme: "system", icon: Monitor },
] as const;

type Open = (path: string, search?: Record<string, unknown>) => void;

function useOpen(): Open {
  const navigate = useNavigate();
  return (path, search) =>
    void navigate({
      to: path,
      search: (before: Record<string, unknown>) => ({ ...keepTime(before), ...search }),
    });
}

function useTimeKeys(time: Time): void {
  const shift = (share: number) => () => time.setRange(shiftRange(time.at, share));
  const out = () => time.setRange(zoomOut(time.at, Date.now()));
  useShortcuts([
    { keys: "r", label: "Refresh now", group: "Time", run: time.refreshNow },
    { keys: "z", label: "Undo zoom or range", group: "Time", run: time.undoZoom },
    { keys: "Z", label: "Zoom out", group: "Time", run: out },
    { keys: "t z", label: "Zoom out", group: "Time", run: out },
    { keys: "<", label: "Half a range back", group: "Time", run: shift(-0.5) },
    { keys: ">", label: "Half a range forward", group: "Time", run: shift(0.5) },
    { keys: "t ArrowLeft", label: "One range back", group: "Time", run: shift(-1) },
    { keys: "t ArrowRight", label: "One range forward", group: "Time", run: shift(1) },
  ]);
}

function timeCommands(time: Time): Command[] {
  return [
    ...PRESETS.map((preset) => ({
      id: preset.label,
      name: preset.label,
      group: "Time",
      icon: Clock,
      run: () => time.setRange(preset.range),
    })),
    { id: "refresh", name: "Refresh now", group: "Time", icon: RefreshCw, keys: "r", run: time.refreshNow },
    { id: "undo", name: "Undo zoom or range", group: "Time", icon: Undo2, keys: "z", run: time.undoZoom },
    {
      id: "out",
      name: "Zoom out",
      group: "Time",
      icon: ZoomOut,
      keys: "Z",
      run: () => time.setRange(zoomOut(time.at, Date.now())),
    },
    { id: "utc", name: "Show times in UTC", group: "Time", icon: Globe, run: () => time.setZone("UTC") },
    {
      id: "local",
      name: "Show times in the browser's zone",
      group: "Time",
      icon: Globe,
      run: () => time.setZone(BROWSER_ZONE),
    },
  ];
}

/** What one makes or changes; each leads to the page that does it. */
function useActionCommands(open: Open): Command[] {
  const pages = usePages();
  const may = useMay("editor");
  const { data: session } = useSession();
  const leave = useSignOut();
  const has = (path: string) => pages.some((page) => page.path === path);
  const alerting: Command[] = [
    {
      id: "silence",
      name: "New silence",
      also: "mute maintenance",
      group: "Actions",
      icon: BellOff,
      run: () => open("/alerting", { tab: "silences", silence: "new" }),
    },
    {
      id: "rule",
      name: "New alert rule",
      also: "create threshold",
      group: "Actions",
      icon: BellPlus,
      run: () => open("/alerting/rules/new"),
    },
  ];
  const boards: Command[] = [
    {
      id: "board",
      name: "New board",
      also: "create dashboard",
      group: "Actions",
      icon: CirclePlus,
      run: () => open("/dashboards/new"),
    },
    {
      id: "import",
      name: "Import a board",
      also: "grafana dashboard json",
      group: "Actions",
      icon: Upload,
      run: () => open("/dashboards/import"),
    },
  ];
  return [
    ...(may && has("/alerting") ? alerting : []),
    ...(may && has("/dashboards") ? boards : []),
    ...(session?.user
      ? [
          {
            id: "sign-out",
            name: "Sign out",
            group: "Actions",
            icon: LogOut,
            also: "log out",
            run: () => void leave(),
          },
        ]
      : []),
  ];
}

function usePageCommands({ setTheme, openHelp, toggleRail }: CommandHooks): Command[] {
  const share = useShareActions();
  return [
    ...THEMES.map(({ theme, icon }) => ({
      id: `theme-${theme}`,
      name: `Theme: ${theme}`,
      group: "Page",
      icon,
      run: () => setTheme(theme),
    })),
    {
      id: "link",
      name: "Copy link to this view",
      also: "share",
      group: "Page",
      icon: Link2,
      keys: "y",
      run: () => void share.copyLink(),
    },
    {
      id: "fixed",
      name: "Copy link with fixed times",
      also: "share",
      group: "Page",
      icon: Pin,
      run: () => void share.copyFixed(),
    },
    ...(share.canFreeze()
      ? [
          {
            id: "freeze",
            name: "Keep a frozen copy of this view",
            also: "share snapshot",
            group: "Page",
            icon: Camera,
            run: () => void share.freeze(),
          },
        ]
      : []),
    {
      id: "png",
      name: "Charts as PNG",
      also: "share picture download",
      group: "Page",
      icon: Image,
      run: () => void share.picture(),
    },
    { id: "rail", name: "Fold or open the rail", group: "Page", icon: PanelLeft, keys: "[", run: toggleRail },
    { id: "keys", name: "Keyboard", also: "help", group: "Page", icon: Keyboard, keys: "?", run: openHelp },
  ];
}

/** What every page can do; the same actions have their keys. */
export function useBaseCommands(hooks: CommandHooks): Command[] {
  const time = useTime();
  const pages = usePages();
  const open = useOpen();
  const actions = useActionCommands(open);
  const own = usePageCommands(hooks);
  useTimeKeys(time);
  useShortcuts(
    pages.map((page) => ({
      keys: `g ${page.key}`,
      label: page.title,
      group: "Go to",
      run: () => open(page.path),
    })),
  );
  return [
    ...actions,
    ...pages.map((page) => ({
      id: page.path,
      name: page.name === page.title ? page.name : `${page.name}, ${page.title}`,
      group: "Go to",
      icon: page.icon,
      keys: `g ${page.key}`,
      run: () => open(page.path),
    })),
    ...timeCommands(time),
    ...own,
  ];
}
