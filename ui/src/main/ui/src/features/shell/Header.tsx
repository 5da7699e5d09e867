import { useRouterState } from "@tanstack/react-router";
import { Check, Search, Share2, Undo2 } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, copyText, IconButton, Kbd, keyWords } from "../../components/controls";
import { useShortcuts } from "../../components/keys/Keys";
import { pageAt } from "../../components/pages";
import { RefreshPicker } from "../../components/time/RefreshPicker";
import { useTime } from "../../components/time/TimeContext";
import { TimePicker } from "../../components/time/TimePicker";
import { HealthButton } from "./HealthButton";
import styles from "./shell.module.css";

function ShareButton() {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (copied) {
      const timer = setTimeout(() => setCopied(false), 2000);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [copied]);
  const copy = async () => setCopied(await copyText(location.href));
  useShortcuts([{ keys: "y", label: "Copy link to this view", group: "Page", run: () => void copy() }]);
  return (
    <IconButton
      icon={copied ? Check : Share2}
      label={copied ? "Link copied" : "Copy link to this view"}
      onClick={copy}
    />
  );
}

export function Header({ onPalette }: { onPalette: () => void }) {
  const pathname = useRouterState({ select: (s) => s.location.pathname });
  const page = pageAt(pathname);
  const palette = keyWords("mod+k");
  const { canUndo, undoZoom } = useTime();
  return (
    <header className={styles.top}>
      <div className={styles.crumb}>
        {page?.group && page.name !== page.title && (
          <span className={`${styles.wide} row g6`}>
            {page.name}
            <span className={styles.sep}>/</span>
          </span>
        )}
        <b>{page?.title ?? "Not found"}</b>
      </div>
      <div className="end row">
        {canUndo && <IconButton icon={Undo2} label="Back to the range before (z)" onClick={undoZoom} />}
        <TimePicker />
        <RefreshPicker />
        <span className={styles.wide}>
          <ShareButton />
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
      </div>
    </header>
  );
}
