import { Modal } from "@mantine/core";
import { lazy, Suspense, useId, useState } from "react";
import { type BoardMeta, createBoard, readBoard, type StoredBoard, saveBoard } from "../../api/boards";
import { ApiError } from "../../api/http";
import { Button, Field } from "../../components/controls";
import { Failed, Loading } from "../../components/states";
import type { Dashboard } from "../../lib/board/model";
import styles from "./boards.module.css";
import { useBoards, useForgetBoards } from "./useBoards";

const Diff = lazy(() => import("./Diff"));

export interface SaveDialogProps {
  board: Dashboard;
  /** What was edited. */
  stored: StoredBoard;
  /** Under a new uid, whatever the old one is. */
  asCopy: boolean;
  onClose: () => void;
  onSaved: (uid: string, version: number) => void;
}

export function FolderField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const id = useId();
  const { data = [] } = useBoards();
  const folders = [...new Set(data.map((b) => b.folder).filter(Boolean))].sort();
  return (
    <span className="inp lg">
      <input
        aria-label="Folder"
        placeholder="no folder"
        list={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={id}>
        {folders.map((folder) => (
          <option key={folder} value={folder} />
        ))}
      </datalist>
    </span>
  );
}

/** Somebody saved in between: what they have, what is here, and which shall hold. */
function Conflict({
  theirs,
  mine,
  onOverwrite,
  onTheirs,
}: {
  theirs: StoredBoard;
  mine: Dashboard;
  onOverwrite: () => void;
  onTheirs: () => void;
}) {
  const { version, updatedBy, message } = theirs.meta;
  return (
    <div className={styles.dialog}>
      <p>
        Version {version} was saved {updatedBy && `by ${updatedBy} `}while you edited
        {message && `: “${message}”`}. What is green is only in yours, what is red only in theirs.
      </p>
      <Suspense fallback={<Loading what="the differences" height={120} />}>
        <Diff before={theirs.dashboard} after={mine} />
      </Suspense>
      <footer>
        <Button className="lg" onClick={onTheirs}>
          Drop mine, open theirs
        </Button>
        <Button kind="primary" className="lg" onClick={onOverwrite}>
          Save mine as version {version + 1}
        </Button>
      </footer>
    </div>
  );
}

function useSaving({ board, stored, asCopy, onSaved }: SaveDialogProps) {
  const forget = useForgetBoards();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [theirs, setTheirs] = useState<StoredBoard>();
  const save = async (saving: { title: string; folder: string; message: string }, version: number) => {
    setBusy(true);
    setError(undefined);
    const { title, ...rest } = saving;
    const dashboard = { ...board, title, ...(asCopy ? { uid: "" } : {}) };
    try {
      const isNew = asCopy || stored.meta.version === 0;
      const made = isNew
        ? await createBoard({ ...rest, dashboard })
        : { ...(await saveBoard(board.uid, { ...rest, dashboard, version })), uid: board.uid };
      await forget(made.uid);
      onSaved(made.uid, made.version);
    } catch (failure) {
      if (failure instanceof ApiError && failure.status === 409 && !asCopy && stored.meta.version > 0) {
        setTheirs(await readBoard(board.uid).catch(() => undefined));
      }
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, theirs, save };
}

function metaWords({ version }: BoardMeta, asCopy: boolean): string {
  return asCopy || version === 0 ? "Save a new dashboard" : `Save as version ${version + 1}`;
}

export function SaveDialog(props: SaveDialogProps) {
  const { board, stored, asCopy, onClose } = props;
  const [title, setTitle] = useState(asCopy ? `${board.title} copy` : board.title);
  const [folder, setFolder] = useState(stored.meta.folder);
  const [message, setMessage] = useState("");
  const [showing, setShowing] = useState(false);
  const forget = useForgetBoards();
  const { busy, error, theirs, save } = useSaving(props);
  const fields = { title: title.trim(), folder: folder.trim(), message: message.trim() };
  const heading = metaWords(stored.meta, asCopy);
  if (theirs) {
    return (
      <Modal opened onClose={onClose} title="Somebody else saved this dashboard" size={860}>
        <Conflict
          theirs={theirs}
          mine={{ ...board, title: fields.title }}
          onOverwrite={() => void save(fields, theirs.meta.version)}
          onTheirs={() => void forget(board.uid).then(onClose)}
        />
      </Modal>
    );
  }
  return (
    <Modal opened onClose={onClose} title={heading} size={showing ? 860 : 520}>
      <form
        className={styles.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          void save(fields, stored.meta.version);
        }}
      >
        <div className={styles.fieldrow}>
          <span>Title</span>
          <Field
            label="Title"
            className="lg"
            value={title}
            onChange={setTitle}
            invalid={fields.title === ""}
          />
        </div>
        <div className={styles.fieldrow}>
          <span>Folder</span>
          <FolderField value={folder} onChange={setFolder} />
        </div>
        <div className={styles.fieldrow}>
          <span>What changed</span>
          <Field
            label="What changed"
            className="lg"
            placeholder="kept with the version"
            value={message}
            onChange={setMessage}
          />
        </div>
        {showing && (
          <Suspense fallback={<Loading what="the differences" height={120} />}>
            <Diff before={stored.dashboard} after={{ ...board, title: fields.title }} />
          </Suspense>
        )}
        {error !== undefined && <Failed error={error} />}
        <footer>
          {stored.meta.version > 0 && (
            <Button kind="ghost" className="lg" onClick={() => setShowing(!showing)}>
              {showing ? "Hide the changes" : "Show the changes"}
            </Button>
          )}
          <Button className="lg" onClick={onClose}>
            Cancel
          </Button>
          <Button kind="primary" className="lg" type="submit" disabled={busy || fields.title === ""}>
            {busy ? "Saving" : "Save"}
          </Button>
        </footer>
      </form>
    </Modal>
  );
}
