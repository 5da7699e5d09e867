import { Link, useRouterState } from "@tanstack/react-router";
import { Search, Undo2 } from "lucide-react";
import { Button, IconButton, Kbd, keyWords } from "../../components/controls";
import { useShownCrumb } from "../../components/crumb";
import { FilterBar } from "../../components/filterbar/FilterBar";
import { pageAt } from "../../components/pages";
import { RefreshPicker } from "../../components/time/RefreshPicker";
import { keepTime } from "../../components/time/search";
import { useTime } from "../../components/time/TimeContext";
import { TimePicker } from "../../components/time/TimePicker";
import { HealthButton } from "./HealthButton";
import { ShareMenu } from "./ShareMenu";
import styles from "./shell.module.css";
import { UserMenu, type UserMenuProps } from "./UserMenu";

function Trail() {
  const pathname = useRouterState({ select: (s) => s.location.pathname });
  const page = pageAt(pathname);
  const crumb = useShownCrumb();
  return (
    <nav className={styles.crumb} aria-label="Trail">
      {crumb !== undefined && page ? (
        <>
          <Link to={page.path as string} search={keepTime} className={styles.wide}>
            {page.title}
          </Link>
          <span className={`${styles.sep} ${styles.wide}`}>/</span>
          <b className="ell">{crumb}</b>
        </>
      ) : (
        <b>{page?.title ?? "Not found"}</b>
      )}
    </nav>
  );
}

export function Header({ onPalette, ...user }: { onPalette: () => void } & UserMenuProps) {
  const palette = keyWords("mod+k");
  const { canUndo, undoZoom } = useTime();
  return (
    <header className={styles.top}>
      <Trail />
      <FilterBar />
      <div className="end row">
        {canUndo && <IconButton icon={Undo2} label="Back to the range before (z)" onClick={undoZoom} />}
        <TimePicker />
        <RefreshPicker />
        <span className={styles.wide}>
          <ShareMenu />
        </span>
        <Button
          icon={Search}
          onClick={onPalette}
          aria-label={`Command palette ${palette}`}
          title="Command palette"
        >
          <span className={styles.wide}>
            <Kbd>{palette}</Kbd>
          </span>
        </Button>
        <HealthButton />
        <UserMenu {...user} />
      </div>
    </header>
  );
}
