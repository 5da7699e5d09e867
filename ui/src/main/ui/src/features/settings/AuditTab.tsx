import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { type AuditEntry, useAudit } from "../../api/access";
import { Button, Field } from "../../components/controls";
import { Empty } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { fullTime } from "../../lib/time/zone";
import { AskedPanel, Table } from "./parts";
import styles from "./settings.module.css";

function Entry({ entry }: { entry: AuditEntry }) {
  const { zone } = useTime();
  return (
    <tr>
      <td>{fullTime(entry.time, zone)}</td>
      <td className="med">{entry.user}</td>
      <td>{entry.action}</td>
      <td className={styles.wrap}>
        {entry.what}
        {entry.detail && <span className="muted"> {entry.detail}</span>}
      </td>
      <td className="mono">{entry.address}</td>
    </tr>
  );
}

/** Who changed what, and when: newest first, nothing is ever changed in it. */
export function AuditTab() {
  const { user, action } = useSearch({ from: "/settings" });
  const navigate = useNavigate({ from: "/settings" });
  const [before, setBefore] = useState<number[]>([]);
  const audit = useAudit({ user, action, before: before.at(-1) });
  const filter = (change: { user?: string; action?: string }) => {
    setBefore([]);
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  };
  return (
    <>
      <div className={styles.bar}>
        <Field
          label="Who"
          placeholder="Who"
          value={user ?? ""}
          onChange={(value) => filter({ user: value || undefined })}
        />
        <Field
          label="What was done"
          placeholder="What was done, such as user.add"
          value={action ?? ""}
          onChange={(value) => filter({ action: value || undefined })}
        />
      </div>
      <AskedPanel title="Audit log" what="the audit log" asked={audit} flush>
        {({ entries, next }) =>
          entries.length === 0 ? (
            <div style={{ padding: "0 12px 12px" }}>
              <Empty
                kind={user || action ? "no-match" : "not-yet"}
                what={user || action ? "No entry matches the filter" : "Nothing was changed yet"}
                why="Every change through a page, the API or a command leaves an entry here."
              />
            </div>
          ) : (
            <>
              <Table
                label="Audit log"
                columns={[
                  { name: "When", width: "210px" },
                  { name: "Who", width: "130px" },
                  { name: "Did", width: "170px" },
                  { name: "What" },
                  { name: "From", width: "150px" },
                ]}
              >
                {entries.map((entry) => (
                  <Entry key={entry.id} entry={entry} />
                ))}
              </Table>
              <div className={styles.bar} style={{ padding: 12 }}>
                <Button disabled={before.length === 0} onClick={() => setBefore(before.slice(0, -1))}>
                  Newer
                </Button>
                <Button
                  disabled={next === null}
                  onClick={() => next !== null && setBefore([...before, next])}
                >
                  Older
                </Button>
              </div>
            </>
          )
        }
      </AskedPanel>
    </>
  );
}
