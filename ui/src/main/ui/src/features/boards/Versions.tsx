import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type BoardVersion, restoreVersion, type StoredBoard } from "../../api/boards";
import { Button } from "../../components/controls";
import { Failed, Loading, messageOf } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { useToast } from "../../components/toast";
import { fullTime } from "../../lib/time/zone";
import styles from "./boards.module.css";
import Diff from "./Diff";
import { useBoardVersions, useForgetBoards, useStoredBoard } from "./useBoards";

function Changes({ uid, from, to }: { uid: string; from: number; to: number }) {
  const before = useStoredBoard(uid, from);
  const after = useStoredBoard(uid, to);
  const error = before.error ?? after.error;
  if (error) {
    return <Failed error={error} />;
  }
  if (!before.data || !after.data) {
    return <Loading what="both versions" height={160} />;
  }
  return <Diff before={before.data.dashboard} after={after.data.dashboard} />;
}

function Row({
  version,
  newest,
  pair,
  onPair,
  onShow,
  onRestore,
}: {
  version: BoardVersion;
  newest: number;
  pair: [number, number];
  onPair: (pair: [number, number]) => void;
  onShow: () => void;
  onRestore: () => void;
}) {
  const { zone } = useTime();
  const { version: number } = version;
  return (
    <tr>
      <td className={styles.cAct}>
        <input
          type="radio"
          name="before"
          aria-label={`Compare from version ${number}`}
          checked={pair[0] === number}
          onChange={() => onPair([number, pair[1]])}
        />{" "}
        <input
          type="radio"
          name="after"
          aria-label={`Compare to version ${number}`}
          checked={pair[1] === number}
          onChange={() => onPair([pair[0], number])}
        />
      </td>
      <td>
        {number}
        {number === newest && <span className="tag"> now</span>}
      </td>
      <td>{fullTime(Date.parse(version.updated), zone)}</td>
      <td>{version.updatedBy}</td>
      <td>{version.message}</td>
      <td className="num">
        <span className="row end">
          <Button kind="ghost" onClick={onShow}>
            Look
          </Button>
          {number !== newest && (
            <Button kind="ghost" onClick={onRestore}>
              Restore
            </Button>
          )}
        </span>
      </td>
    </tr>
  );
}

/** Every version of a board, what changed between two, and the way back. */
export function Versions({ stored, onClose }: { stored: StoredBoard; onClose: () => void }) {
  const { uid } = stored.dashboard;
  const navigate = useNavigate();
  const toast = useToast();
  const forget = useForgetBoards();
  const { data, error, isPending } = useBoardVersions(uid, true);
  const newest = data?.[0]?.version ?? stored.meta.version;
  const [chosen, setPair] = useState<[number, number]>();
  const pair = chosen ?? [data?.[1]?.version ?? newest, newest];
  const restore = async (version: number) => {
    try {
      const made = await restoreVersion(uid, version);
      await forget(uid);
      setPair(undefined);
      toast({
        text: `Version ${version} restored as version ${made.version}`,
        undo: () => void restore(newest),
      });
    } catch (failure) {
      toast({ state: "warning", text: `Not restored: ${messageOf(failure)}` });
    }
  };
  const look = (version: number) =>
    void navigate({
      to: ".",
      search: (before: object) =>
        ({ ...before, tab: undefined, version: version === newest ? undefined : String(version) }) as never,
    });
  return (
    <div className="panel">
      <div className="ph">
        <h2>Versions</h2>
        <span className="end">
          <Button onClick={onClose}>Back to the dashboard</Button>
        </span>
      </div>
      {isPending && <Loading what="the versions" height={160} />}
      {error && <Failed error={error} />}
      {data && (
        <>
          <div style={{ overflowX: "auto" }}>
            <table className="t" style={{ minWidth: 640 }}>
              <thead>
                <tr>
                  <th className={styles.cAct}>diff</th>
                  <th className={styles.cNum}>Version</th>
                  <th className={styles.cWhen}>Saved</th>
                  <th className={styles.cFolder}>By</th>
                  <th>What changed</th>
                  <th className={styles.cWhen} aria-label="Actions" />
                </tr>
              </thead>
              <tbody>
                {data.map((version) => (
                  <Row
                    key={version.version}
                    version={version}
                    newest={newest}
                    pair={pair}
                    onPair={setPair}
                    onShow={() => look(version.version)}
                    onRestore={() => void restore(version.version)}
                  />
                ))}
              </tbody>
            </table>
          </div>
          {pair[0] !== pair[1] && (
            <div className="pb">
              <p className="muted t12" style={{ padding: "12px 0 6px" }}>
                From version {pair[0]} to version {pair[1]}
              </p>
              <Changes uid={uid} from={pair[0]} to={pair[1]} />
            </div>
          )}
        </>
      )}
    </div>
  );
}
