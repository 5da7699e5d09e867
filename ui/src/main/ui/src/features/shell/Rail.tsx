import { Link } from "@tanstack/react-router";
import { CircleQuestionMark, Ellipsis, Monitor, Moon, PanelLeft, Sun } from "lucide-react";
import { useAlerts } from "../../components/alerts/useAlerting";
import { Kbd } from "../../components/controls";
import { Glyph } from "../../components/Glyph";
import type { Page } from "../../components/pages";
import type { ThemeChoice } from "../../components/themeChoice";
import { keepTime } from "../../components/time/search";
import { usePages } from "../../components/usePages";
import { type Count, countOf } from "./counts";
import { Logo } from "./Logo";
import styles from "./shell.module.css";

export interface RailProps {
  theme: ThemeChoice;
  onTheme: () => void;
  onHelp: () => void;
  onFold: () => void;
}

const THEME_ICONS = { dark: Moon, light: Sun, system: Monitor };

function useFiringCount(): Count | undefined {
  return countOf(useAlerts().firing);
}

function Entry({ page, count }: { page: Page; count: Count | undefined }) {
  const Icon = page.icon;
  return (
    <Link
      to={page.path as string}
      search={keepTime}
      activeOptions={{ exact: page.path === "/", includeSearch: false }}
      className={styles.entry}
      title={count ? `${page.name}: ${count.words}` : page.name}
    >
      <Icon className="i" aria-hidden />
      <span className={styles.word}>{page.name}</span>
      {count && (
        <span className={styles.count}>
          {count.critical && <Glyph state="critical" label={false} size={12} />}
          <span aria-hidden>{count.firing}</span>
          <span className="sr">{count.words}</span>
        </span>
      )}
    </Link>
  );
}

/** The way around. Groups show only what exists, and a number only what asks for somebody. */
export function Rail({ theme, onTheme, onHelp, onFold }: RailProps) {
  const ThemeIcon = THEME_ICONS[theme];
  const pages = usePages();
  const firing = useFiringCount();
  const groups = [...new Set(pages.filter((p) => !p.last).map((p) => p.group))];
  const entry = (page: Page) => (
    <Entry key={page.path} page={page} count={page.path === "/alerting" ? firing : undefined} />
  );
  return (
    <nav className={styles.rail} aria-label="Main">
      <Link to="/" search={keepTime} className={styles.brand} aria-label="Tocsin, home">
        <Logo />
        <span className={styles.word}>Tocsin</span>
      </Link>
      {groups.map((group) => (
        <div key={group ?? "top"} className={styles.group}>
          {group && <h2>{group}</h2>}
          {pages.filter((p) => p.group === group && !p.last).map(entry)}
        </div>
      ))}
      <div className={styles.foot}>
        {pages.filter((p) => p.last).map(entry)}
        <button type="button" className={styles.entry} onClick={onTheme} title={`Theme: ${theme}`}>
          <ThemeIcon className="i" aria-hidden />
          <span className={styles.word}>Theme: {theme}</span>
        </button>
        <button type="button" className={styles.entry} onClick={onHelp} title="Keyboard">
          <CircleQuestionMark className="i" aria-hidden />
          <span className={styles.word}>Keyboard</span>
          <span className={styles.count}>
            <Kbd>?</Kbd>
          </span>
        </button>
        <button type="button" className={styles.entry} onClick={onFold} title="Fold the rail">
          <PanelLeft className="i" aria-hidden />
          <span className={styles.word}>Fold</span>
          <span className={styles.count}>
            <Kbd>[</Kbd>
          </span>
        </button>
      </div>
    </nav>
  );
}

/** The pages that one needs on the way, for the thumb; everything else is behind `More`. */
export function BottomBar({ onMore }: { onMore: () => void }) {
  const pages = usePages();
  const firing = useFiringCount();
  return (
    <nav className={styles.bottom} aria-label="Main">
      {pages
        .filter((page) => page.short)
        .map(({ path, short, icon: Icon }) => (
          <Link
            key={path}
            to={path as string}
            search={keepTime}
            activeOptions={{ exact: path === "/", includeSearch: false }}
          >
            <span className={styles.badged}>
              <Icon className="i" aria-hidden />
              {path === "/alerting" && firing && (
                <span className={styles.badge} data-st={firing.critical ? "critical" : undefined}>
                  <span aria-hidden>{firing.firing}</span>
                  <span className="sr">{firing.words}</span>
                </span>
              )}
            </span>
            {short}
          </Link>
        ))}
      <button type="button" onClick={onMore}>
        <Ellipsis className="i" aria-hidden />
        More
      </button>
    </nav>
  );
}
