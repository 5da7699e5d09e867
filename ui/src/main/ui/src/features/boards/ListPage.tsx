import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { FileUp, Plus, Search, Star } from "lucide-react";
import { useRef } from "react";
import type { BoardEntry } from "../../api/boards";
import { Button, Field } from "../../components/controls";
import { useShortcuts } from "../../components/keys/Keys";
import { Empty, Failed, Loading } from "../../components/states";
import { keepTime } from "../../components/time/search";
import { group } from "../../lib/units";
import { BoardTable, type Patch } from "./BoardTable";
import styles from "./boards.module.css";
import { foundBoards, tagCounts } from "./list";
import { type BoardsSearch, boardsSearch, toggled } from "./search";
import { useBoards } from "./useBoards";

const TAGS_SHOWN = 12;

function Tools({ all, search, patch }: { all: BoardEntry[]; search: BoardsSearch; patch: Patch }) {
  const field = useRef<HTMLInputElement>(null);
  useShortcuts([
    { keys: "/", label: "Find a dashboard", group: "Dashboards", run: () => field.current?.focus() },
  ]);
  const folders = [...new Set(all.map((b) => b.folder).filter(Boolean))].sort();
  const tags = tagCounts(all).slice(0, TAGS_SHOWN);
  return (
    <div className={styles.tools}>
      <Field
        ref={field}
        className={styles.search}
        label="Find a dashboard"
        placeholder="Find by name, folder, tag"
        icon={Search}
        value={search.q ?? ""}
        onChange={(q) => patch({ q: q || undefined })}
      />
      {folders.length > 0 && (
        <select
          className={styles.sel}
          aria-label="Folder"
          value={search.folder ?? ""}
          onChange={(event) => patch({ folder: event.target.value || undefined })}
        >
          <option value="">all folders</option>
          {folders.map((folder) => (
            <option key={folder}>{folder}</option>
          ))}
        </select>
      )}
      <Button
        icon={Star}
        aria-pressed={search.starred === "1"}
        className={search.starred ? "on" : ""}
        onClick={() => patch({ starred: search.starred ? undefined : "1" })}
      >
        Starred
      </Button>
      {tags.map(([tag, count]) => (
        <button
          key={tag}
          type="button"
          className={`tag ${styles.tagbtn}`}
          aria-pressed={search.tag?.includes(tag) ?? false}
          onClick={() => patch({ tag: toggled(search.tag, tag) })}
        >
          {tag}&ensp;{count}
        </button>
      ))}
    </div>
  );
}

/** What a dashboard is, and the three ways to the first one. */
function Start({ onNew, onImport }: { onNew: () => void; onImport: () => void }) {
  return (
    <div className="panel">
      <div className="ph">
        <h2>No dashboard is stored yet</h2>
      </div>
      <div className={`pb ${styles.start}`}>
        <div>
          <h3>Bring your own</h3>
          <p className="muted t12">
            Grafana's JSON (export with or without “share externally”) or Tocsin's YAML. A report says what
            will be drawn before anything is saved.
          </p>
          <Button icon={FileUp} onClick={onImport}>
            Import a dashboard
          </Button>
        </div>
        <div>
          <h3>Make one</h3>
          <p className="muted t12">
            Add panels, write queries with completion, see the result while you type.
          </p>
          <Button icon={Plus} onClick={onNew}>
            New dashboard
          </Button>
        </div>
        <div>
          <h3>Built in</h3>
          <p className="muted t12">
            Dashboards of packs appear here by themselves when their pack is loaded: put it under the
            directory that the server was started with.
          </p>
          <Link to="/explore" search={keepTime} className="link">
            Look at metrics meanwhile
          </Link>
        </div>
      </div>
    </div>
  );
}

export function ListPage() {
  const raw = useSearch({ strict: false }) as Record<string, unknown>;
  const search = boardsSearch(raw);
  const navigate = useNavigate();
  const { data, error, isPending, refetch } = useBoards();
  const patch: Patch = (change) =>
    void navigate({
      to: ".",
      replace: true,
      search: (before: object) => ({ ...before, ...change }) as never,
    });
  const onNew = () => void navigate({ to: "/dashboards/new", search: { edit: "1" } });
  const onImport = () => void navigate({ to: "/dashboards/import", search: {} });
  const found = data ? foundBoards(data, search) : [];
  const narrowed = search.q || search.tag || search.folder || search.starred;
  const clear = () => patch({ q: undefined, tag: undefined, folder: undefined, starred: undefined });
  return (
    <div className="page">
      <div className="ptitle">
        <h1>Dashboards</h1>
        {data && <span className="muted t12">{group(data.length)}</span>}
        <span className="end row">
          <Button icon={FileUp} onClick={onImport}>
            Import
          </Button>
          <Button kind="primary" icon={Plus} onClick={onNew}>
            New dashboard
          </Button>
        </span>
      </div>
      {isPending && <Loading what="the dashboards" height={240} />}
      {error && !data && <Failed error={error} actions={[{ label: "Retry", run: () => void refetch() }]} />}
      {data?.length === 0 && <Start onNew={onNew} onImport={onImport} />}
      {data && data.length > 0 && (
        <>
          <Tools all={data} search={search} patch={patch} />
          {found.length > 0 ? (
            <BoardTable boards={found} search={search} patch={patch} />
          ) : (
            <Empty
              kind="no-match"
              what="No dashboard fits"
              why={`${group(data.length)} are stored; the search or the filters above leave none of them.`}
              actions={narrowed ? [{ label: "Show all", run: clear }] : []}
            />
          )}
        </>
      )}
    </div>
  );
}
