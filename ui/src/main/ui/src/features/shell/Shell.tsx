import { Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { Button } from "../../components/controls";
import { useShortcuts } from "../../components/keys/Keys";
import { pageAt } from "../../components/pages";
import { remember, remembered, THEME_CHOICES, useThemeChoice } from "../../components/themeChoice";
import { useCommands } from "./commands";
import { Header } from "./Header";
import { KeySheet } from "./KeySheet";
import { Palette } from "./Palette";
import { BottomBar, Rail } from "./Rail";
import { Ribbon } from "./Ribbon";
import styles from "./shell.module.css";

const RAIL_KEY = "tocsin.rail";
const WIDE = "(min-width: 1360px)";

type RailState = "open" | "folded";

/** By width until someone folds or opens it; that choice is kept. */
function useRail(): [RailState, () => void] {
  const [chosen, setChosen] = useState(() => remembered(RAIL_KEY));
  const [wide, setWide] = useState(() => matchMedia(WIDE).matches);
  useEffect(() => {
    const media = matchMedia(WIDE);
    const follow = () => setWide(media.matches);
    media.addEventListener("change", follow);
    return () => media.removeEventListener("change", follow);
  }, []);
  const byWidth: RailState = wide ? "open" : "folded";
  const state: RailState = chosen === "folded" || (chosen === "open" && wide) ? chosen : byWidth;
  const toggle = () => {
    const next = state === "open" ? "folded" : "open";
    remember(RAIL_KEY, next);
    setChosen(next);
  };
  return [state, toggle];
}

function useTitle(): void {
  const pathname = useRouterState({ select: (s) => s.location.pathname });
  useEffect(() => {
    document.title = `${pageAt(pathname)?.title ?? "Not found"} · Tocsin`;
  }, [pathname]);
}

/** The frame around every page. */
export function Shell() {
  const [rail, toggleRail] = useRail();
  const [theme, setTheme] = useThemeChoice();
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const content = useRef<HTMLElement>(null);
  const commands = useCommands({ setTheme, openHelp: () => setHelp(true), toggleRail });
  useTitle();
  useShortcuts([
    { keys: "mod+k", label: "Command palette", group: "Page", run: () => setPalette((on) => !on) },
    { keys: "?", label: "This sheet", group: "Page", run: () => setHelp(true) },
    { keys: "[", label: "Fold or open the rail", group: "Page", run: toggleRail },
  ]);
  const nextTheme = () => {
    const at = THEME_CHOICES.indexOf(theme);
    setTheme(THEME_CHOICES[(at + 1) % THEME_CHOICES.length] ?? "system");
  };
  return (
    <div className={styles.app} data-rail={rail}>
      <Button className={styles.skip} onClick={() => content.current?.focus()}>
        Skip to content
      </Button>
      <Rail theme={theme} onTheme={nextTheme} onHelp={() => setHelp(true)} onFold={toggleRail} />
      <div className={styles.main}>
        <Header onPalette={() => setPalette(true)} />
        <Ribbon />
        <main ref={content} className={styles.content} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <BottomBar onMore={() => setPalette(true)} />
      <Palette open={palette} onClose={() => setPalette(false)} commands={commands} />
      <KeySheet open={help} onClose={() => setHelp(false)} />
    </div>
  );
}
