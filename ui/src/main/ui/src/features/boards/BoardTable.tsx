import { Link } from "@tanstack/react-router";
import { Star } from "lucide-react";
import type { BoardEntry } from "../../api/boards";
import { IconButton } from "../../components/controls";
import { keepTime } from "../../components/time/search";
import { useTime } from "../../components/time/TimeContext";
import { fullTime } from "../../lib/time/zone";
import { group } from "../../lib/units";
import { sourceWords } from "./BoardHeader";
import styles from "./boards.module.css";
import { type BoardsSearch, type Sort, toggled } from "./search";
import { useStar } from "./useBoards";

/** A board opens with its own range; only the zone and the filters go along. */
const openSearch = (search: Record<string, unknown>) => ({
  ...keepTime(search),
  from: undefined,
  to: undefined,
  refresh: undefined,
});

function Row({ board, search, patch }: { board: BoardEntry; search: BoardsSearch; patch: Patch }) {
  const { zone } = useTime();
  const star = useStar();
  const source = sourceWords(board.source);
  const saved = board.updated ? Date.parse(board.updated) : Number.NaN;
  return (
    <tr>
      <td>
        <span className={styles.name}>
          <IconButton
            icon={Star}
            className={styles.star}
            label={board.starred ? `Take the star from ${board.title}` : `Star ${board.title}`}
            aria-pressed={board.starred}
            onClick={() => void star(board.uid, !board.starred)}
          />
          <Link to="/dashboards/$uid" params={{ uid: board.uid }} search={openSearch} className="ell">
            {board.title}
          </Link>
          {source && <span className="tag">{source}</span>}
        </span>
      </td>
      <td className={styles.hideSmall}>
        {board.folder && (
          <button
            type="button"
            className={`tag ${styles.tagbtn}`}
            aria-pressed={search.folder === board.folder}
            onClick={() => patch({ folder: search.folder === board.folder ? undefined : board.folder })}
          >
            {board.folder}
          </button>
        )}
      </td>
      <td className={styles.hideSmall}>
        <span className="row g4">
          {board.tags.map((tag) => (
            <button
              key={tag}
              type="button"
              className={`tag ${styles.tagbtn}`}
              aria-pressed={search.tag?.includes(tag) ?? false}
              onClick={() => patch({ tag: toggled(search.tag, tag) })}
            >
              {tag}
            </button>
          ))}
        </span>
      </td>
      <td className="num">{group(board.panels)}</td>
      <td className={`muted ${styles.hideSmall}`}>
        {Number.isFinite(saved)
          ? `${fullTime(saved, zone)}${board.updatedBy ? ` by ${board.updatedBy}` : ""}`
          : "came with Tocsin"}
      </td>
    </tr>
  );
}

export type Patch = (change: Partial<BoardsSearch>) => void;

/** The boards, each row a link. */
export function BoardTable({
  boards,
  search,
  patch,
}: {
  boards: BoardEntry[];
  search: BoardsSearch;
  patch: Patch;
}) {
  const sort = search.sort ?? "title";
  const head = (key: Sort, words: string, className?: string) => (
    <th
      className={className}
      aria-sort={sort === key ? (key === "updated" ? "descending" : "ascending") : undefined}
    >
      <button type="button" onClick={() => patch({ sort: key === "title" ? undefined : key })}>
        {words}
        {sort === key && " ↓"}
      </button>
    </th>
  );
  return (
    <div className="panel" style={{ overflow: "hidden" }}>
      <table className="t">
        <caption className="sr">Dashboards</caption>
        <thead>
          <tr>
            {head("title", "Dashboard", styles.cTitle)}
            {head("folder", "Folder", `${styles.cFolder} ${styles.hideSmall}`)}
            <th className={styles.hideSmall}>Tags</th>
            <th className={`num ${styles.cNum}`}>Panels</th>
            {head("updated", "Saved", `${styles.cWhen} ${styles.hideSmall}`)}
          </tr>
        </thead>
        <tbody>
          {boards.map((board) => (
            <Row key={board.uid} board={board} search={search} patch={patch} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
