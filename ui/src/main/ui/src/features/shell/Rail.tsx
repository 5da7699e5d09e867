import { Link } from "@tanstack/react-router";
import { CircleQuestionMark, Monitor, Moon, PanelLeft, Sun } from "lucide-react";
import { Kbd } from "../../components/controls";
import type { Page } from "../../components/pages";
import type { ThemeChoice } from "../../components/themeChoice";
import { keepTime } from "../../components/time/search";
import { usePages } from "../../components/usePages";
import { Logo } from "./Logo";
import styles from "./shell.module.css";

export interface RailProps {
  theme: ThemeChoice;
  onTheme: () => void;
  onHelp: () => void;
  onFold: () => void;
}

const THEME_ICONS = { dark: Moon, light: Sun, system: Monitor };

function Entry({ page }: { page: Page }) {
  const Icon = page.icon;
  return (
    <Link
      to={page.path as string}
      search={keepTime}
      activeOptions={{ exact: page.path === "/", includeSearch: false }}
      className={styles.entry}
      title={page.name}
    >
      <Icon className="i" aria-hidden />
      <span className={styles.word}>{page.name}</span>
    </Link>
  );
}

/** The way around. Groups show only what exists. */
export function Rail({ theme, onTheme, onHelp, onFold }: RailProps) {
  const ThemeIcon = THEME_ICONS[theme];
  const pages = usePages();
  const groups = [...new Set(pages.filter((p) => !p.last).map((p) => p.group))];
  return (
    <nav className={styles.rail} aria-label="Main">
      <Link to="/" search={keepTime} className={styles.brand} aria-label="Tocsin, home">
        <Logo />
        <span className={styles.word}>Tocsin</span>
      </Link>
      {groups.map((group) => (
        <div key={group ?? "top"} className={styles.group}>
          {group && <h2>{group}</h2>}
          {pages
            .filter((p) => p.group === group && !p.last)
            .map((page) => (
              <Entry key={page.path} page={page} />
            ))}
        </div>
      ))}
      <div className={styles.foot}>
        {pages
          .filter((p) => p.last)
          .map((page) => (
            <Entry key={page.path} page={page} />
          ))}
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

/** The same pages for the thumb. */
export function BottomBar({ onMore }: { onMore: () => void }) {
  const pages = usePages();
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
            <Icon className="i" aria-hidden />
            {short}
          </Link>
        ))}
      <button type="button" onClick={onMore}>
        <CircleQuestionMark className="i" aria-hidden />
        More
      </button>
    </nav>
  );
}
