import { useNavigate } from "@tanstack/react-router";
import {
  Clock,
  Globe,
  Keyboard,
  Link2,
  Monitor,
  Moon,
  PanelLeft,
  RefreshCw,
  Sun,
  Undo2,
  ZoomOut,
} from "lucide-react";
import { copyText } from "../../components/controls";
import { useShortcuts } from "../../components/keys/Keys";
import type { PagePath } from "../../components/pages";
import type { ThemeChoice } from "../../components/themeChoice";
import { keepTime } from "../../components/time/search";
import { useTime } from "../../components/time/TimeContext";
import { usePages } from "../../components/usePages";
import { PRESETS, shiftRange, zoomOut } from "../../lib/time/range";
import { BROWSER_ZONE } from "../../lib/time/zone";
import type { Command } from "./Palette";

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

/** What the palette offers; the same actions have their keys. */
export function useCommands({ setTheme, openHelp, toggleRail }: CommandHooks): Command[] {
  const navigate = useNavigate();
  const time = useTime();
  const pages = usePages();
  const go = (path: PagePath) => void navigate({ to: path as string, search: keepTime });
  useShortcuts([
    ...pages.map((page) => ({
      keys: `g ${page.key}`,
      label: page.title,
      group: "Go to",
      run: () => go(page.path),
    })),
    { keys: "r", label: "Refresh now", group: "Time", run: time.refreshNow },
    { keys: "z", label: "Undo zoom or range", group: "Time", run: time.undoZoom },
    { keys: "Z", label: "Zoom out", group: "Time", run: () => time.setRange(zoomOut(time.at, Date.now())) },
    {
      keys: "<",
      label: "Half a range back",
      group: "Time",
      run: () => time.setRange(shiftRange(time.at, -0.5)),
    },
    {
      keys: ">",
      label: "Half a range forward",
      group: "Time",
      run: () => time.setRange(shiftRange(time.at, 0.5)),
    },
  ]);
  return [
    ...pages.map((page) => ({
      id: page.path,
      name: page.name === page.title ? page.name : `${page.name}, ${page.title}`,
      group: "Go to",
      icon: page.icon,
      keys: `g ${page.key}`,
      run: () => go(page.path),
    })),
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
      group: "Page",
      icon: Link2,
      keys: "y",
      run: () => void copyText(location.href),
    },
    { id: "rail", name: "Fold or open the rail", group: "Page", icon: PanelLeft, keys: "[", run: toggleRail },
    { id: "keys", name: "Keyboard", group: "Page", icon: Keyboard, keys: "?", run: openHelp },
  ];
}
