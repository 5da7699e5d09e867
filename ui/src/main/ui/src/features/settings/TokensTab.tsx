import { KeySquare } from "lucide-react";
import { useState } from "react";
import { type Token, useRevokeToken, useTokens } from "../../api/access";
import { Button } from "../../components/controls";
import { Dialog } from "../../components/Dialog";
import { Refusal } from "../../components/form";
import { Empty } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { fullTime } from "../../lib/time/zone";
import { AddToken } from "./AddToken";
import { AskedPanel, Table, When } from "./parts";
import styles from "./settings.module.css";

function Ends({ token }: { token: Token }) {
  const { now, zone } = useTime();
  if (token.expires === null) {
    return <>never</>;
  }
  return token.expires < now ? <span className="c-critical">ended</span> : fullTime(token.expires, zone);
}

/** What programs show instead of a password. */
export function TokensTab() {
  const tokens = useTokens();
  const revoke = useRevokeToken();
  const [adding, setAdding] = useState(false);
  const add = () => setAdding(true);
  return (
    <>
      <AskedPanel
        title="API tokens"
        what="tokens"
        asked={tokens}
        flush
        end={
          <Button kind="primary" icon={KeySquare} onClick={add}>
            New token
          </Button>
        }
      >
        {(all) =>
          all.length === 0 ? (
            <div style={{ padding: "0 12px 12px" }}>
              <Empty
                kind="not-yet"
                what="There are no tokens yet"
                why="A sender, a script or Grafana shows a token in its Authorization header, as Bearer, and may do what the token's scopes say."
                actions={[{ label: "New token", run: add }]}
              />
            </div>
          ) : (
            <Table
              label="Tokens"
              columns={[
                { name: "Name" },
                { name: "Role", width: "80px" },
                { name: "Scopes", width: "26%" },
                { name: "By" },
                { name: "Last used", numeric: true },
                { name: "Ends", numeric: true, width: "190px" },
                { name: "Revoke", numeric: true, width: "90px" },
              ]}
            >
              {all.map((token) => (
                <tr key={token.id}>
                  <td className="med">{token.name}</td>
                  <td>{token.role}</td>
                  <td className={styles.wrap}>{token.scopes.join(", ")}</td>
                  <td>{token.createdBy}</td>
                  <td className="num">
                    <When millis={token.used} never="never" />
                  </td>
                  <td className="num">
                    <Ends token={token} />
                  </td>
                  <td>
                    <span className={styles.actions}>
                      <Button
                        aria-label={`Revoke ${token.name}`}
                        disabled={revoke.isPending}
                        onClick={() => revoke.mutate(token.id)}
                      >
                        Revoke
                      </Button>
                    </span>
                  </td>
                </tr>
              ))}
            </Table>
          )
        }
      </AskedPanel>
      <Refusal error={revoke.error} />
      <Dialog open={adding} title="New token" size={560} onClose={() => setAdding(false)}>
        {adding && <AddToken onDone={() => setAdding(false)} />}
      </Dialog>
    </>
  );
}
