import { Outlet, useNavigate, useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from "react";
import { whenSignedOut } from "../../api/http";
import { useAlerts } from "../../components/alerts/useAlerting";
import { Button } from "../../components/controls";
import { useShortcuts } from "../../components/keys/Keys";
import { remember, remembered, THEME_CHOICES, useThemeChoice } from "../../components/themeChoice";
import { alarmOf } from "./alarm";
import { useBaseCommands } from "./commands";
import { Header } from "./Header";
import { KeySheet } from "./KeySheet";
import { BottomBar, Rail } from "./Rail";
import { Ribbon } from "./Ribbon";
import styles from "./shell.module.css";
import { useLiveQueries, useLost } from "./useServer";
import { useDocumentTitle } from "./useTitle";

const loadPalette = () => import("./Palette");
const Palette = lazy(loadPalette);
/** By then the first page is drawn, and whoever opens the palette types at once. */
const PALETTE_MILLIS = 1500;

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

/** Whoever is told that nobody is signed in is led to where one signs in, and back from there. */
function useSignIn(): void {
  const router = useRouter();
  const navigate = useNavigate();
  useEffect(() => {
    whenSignedOut(() => {
      const here = router.state.location;
      const known: Record<string, unknown> = router.routesByPath;
      if ("/login" in known && here.pathname !== "/login" && here.pathname !== "/setup") {
        void navigate({ to: "/login" as string, search: { next: here.href } as never, replace: true });
      }
    });
    return () => whenSignedOut(() => undefined);
  }, [router, navigate]);
}

/** The height of header and ribbon, for what sticks below them. */
function useTop(): React.RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const node = ref.current;
    if (!node) {
      return;
    }
    const tell = () => document.documentElement.style.setProperty("--top", `${node.offsetHeight}px`);
    const observer = new ResizeObserver(tell);
    observer.observe(node);
    tell();
    return () => observer.disconnect();
  }, []);
  return ref;
}

/** The frame around every page. */
export function Shell() {
  const [rail, toggleRail] = useRail();
  const [theme, setTheme] = useThemeChoice();
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const content = useRef<HTMLElement>(null);
  const top = useTop();
  const { lostSince, askAgain } = useLost();
  const { firing } = useAlerts();
  const alarm = alarmOf(firing);
  const hooks = { setTheme, openHelp: () => setHelp(true), toggleRail };
  const commands = useBaseCommands(hooks);
  useEffect(() => {
    // what cannot be had now is asked for again when it is opened
    const timer = setTimeout(() => void loadPalette().catch(() => undefined), PALETTE_MILLIS);
    return () => clearTimeout(timer);
  }, []);
  useLiveQueries();
  useSignIn();
  useDocumentTitle(alarm ? alarm.others + 1 : 0);
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
        <div ref={top} className={styles.frame}>
          <Header
            onPalette={() => setPalette(true)}
            theme={theme}
            onTheme={setTheme}
            onHelp={() => setHelp(true)}
          />
          <Ribbon lostSince={lostSince} onRetry={askAgain} />
        </div>
        <main ref={content} className={styles.content} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <BottomBar onMore={() => setPalette(true)} />
      {palette && (
        <Suspense fallback={null}>
          <Palette onClose={() => setPalette(false)} base={commands} />
        </Suspense>
      )}
      <KeySheet open={help} onClose={() => setHelp(false)} />
    </div>
  );
}
