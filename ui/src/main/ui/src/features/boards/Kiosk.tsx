import { useNavigate } from "@tanstack/react-router";
import { X } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { IconButton } from "../../components/controls";
import styles from "./boards.module.css";
import type { BoardSearch } from "./search";
import { useBoards } from "./useBoards";

const LEAST_SECONDS = 5;

/** The boards that take turns: by tag, by uid, or those with a star. */
export function turnsOf(
  boards: readonly { uid: string; tags: string[]; starred: boolean }[],
  rotate: readonly string[],
): string[] {
  return boards
    .filter((b) => rotate.some((r) => b.uid === r || b.tags.includes(r) || (r === "starred" && b.starred)))
    .map((b) => b.uid);
}

/** Nothing but the board, for a wall; with `rotate` the next board comes after some seconds. */
export function Kiosk({
  uid,
  search,
  onLeave,
  children,
}: {
  uid: string;
  search: BoardSearch;
  onLeave: () => void;
  children: ReactNode;
}) {
  const navigate = useNavigate();
  const { data } = useBoards();
  const rotate = search.rotate;
  const seconds = Math.max(LEAST_SECONDS, Number(search.kiosk) || 30);
  const turns = rotate && data ? turnsOf(data, rotate) : [];
  const next = turns.length > 1 ? turns[(turns.indexOf(uid) + 1) % turns.length] : undefined;
  const { kiosk } = search;
  useEffect(() => {
    if (!next) {
      return;
    }
    const timer = setTimeout(
      () => void navigate({ to: "/dashboards/$uid", params: { uid: next }, search: { kiosk, rotate } }),
      seconds * 1000,
    );
    return () => clearTimeout(timer);
  }, [next, seconds, navigate, kiosk, rotate]);
  return (
    <div className={`${styles.board} ${styles.kiosk}`}>
      <span className={styles.leave}>
        <IconButton icon={X} kind="plain" label="Leave the kiosk (Esc)" onClick={onLeave} />
      </span>
      {children}
    </div>
  );
}
