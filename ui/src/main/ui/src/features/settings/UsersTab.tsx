import { KeyRound, Trash2, UserPlus } from "lucide-react";
import { useState } from "react";
import {
  ROLES,
  type Role,
  type User,
  useEndSession,
  useRemoveUser,
  useSessions,
  useSetRole,
  useUsers,
} from "../../api/access";
import { Button, IconButton } from "../../components/controls";
import { Dialog } from "../../components/Dialog";
import { Refusal } from "../../components/form";
import { Empty } from "../../components/states";
import { AskedPanel, Table, When } from "./parts";
import styles from "./settings.module.css";
import { AddUser, NewPassword } from "./UserForms";

const KINDS: Record<User["kind"], string> = {
  local: "password",
  oidc: "single sign-on",
  webconfig: "web.config file",
};

function RoleChoice({ user, onError }: { user: User; onError: (error: unknown) => void }) {
  const setRole = useSetRole();
  if (user.kind === "webconfig") {
    return <>{user.role}</>;
  }
  return (
    <select
      className="btn"
      aria-label={`Role of ${user.name}`}
      value={user.role}
      disabled={setRole.isPending}
      onChange={(event) => setRole.mutate({ name: user.name, role: event.target.value as Role }, { onError })}
    >
      {ROLES.map((role) => (
        <option key={role}>{role}</option>
      ))}
    </select>
  );
}

function Remove({ user, onClose }: { user: User; onClose: () => void }) {
  const remove = useRemoveUser();
  return (
    <div className={styles.stack}>
      <p>
        {user.name} can no longer sign in, and every session and token of this user ends now. What the audit
        log says of them stays.
      </p>
      <Refusal error={remove.error} />
      <span className={styles.actions}>
        <Button kind="ghost" onClick={onClose}>
          Keep
        </Button>
        <Button
          kind="primary"
          disabled={remove.isPending}
          onClick={() => remove.mutate(user.name, { onSuccess: onClose })}
        >
          Remove {user.name}
        </Button>
      </span>
    </div>
  );
}

type Open = { kind: "add" } | { kind: "password" | "remove"; user: User } | null;

function Dialogs({ open, onClose }: { open: Open; onClose: () => void }) {
  const titles = { add: "Add a user", password: "New password", remove: "Remove a user" };
  return (
    <Dialog open={open !== null} title={open ? titles[open.kind] : ""} onClose={onClose}>
      {open?.kind === "add" && <AddUser onDone={onClose} />}
      {open?.kind === "password" && <NewPassword user={open.user} onDone={onClose} />}
      {open?.kind === "remove" && <Remove user={open.user} onClose={onClose} />}
    </Dialog>
  );
}

function Sessions() {
  const sessions = useSessions();
  const end = useEndSession();
  return (
    <AskedPanel title="Signed in" what="sessions" asked={sessions} flush>
      {(all) =>
        all.length === 0 ? (
          <div style={{ padding: "0 12px 12px" }}>
            <Empty
              kind="not-yet"
              what="Nobody is signed in"
              why="A session begins at the sign-in page and ends by itself when it is not used."
            />
          </div>
        ) : (
          <Table
            label="Sessions"
            columns={[
              { name: "User" },
              { name: "From" },
              { name: "Browser", width: "34%" },
              { name: "Since", numeric: true },
              { name: "Last seen", numeric: true },
              { name: "End", numeric: true, width: "90px" },
            ]}
          >
            {all.map((session) => (
              <tr key={session.id}>
                <td className="med">{session.user}</td>
                <td className="mono">{session.address}</td>
                <td title={session.agent}>{session.agent}</td>
                <td className="num">
                  <When millis={session.created} never="" />
                </td>
                <td className="num">
                  <When millis={session.seen} never="" />
                </td>
                <td>
                  <span className={styles.actions}>
                    <Button
                      aria-label={`End the session of ${session.user}`}
                      onClick={() => end.mutate(session.id)}
                    >
                      End
                    </Button>
                  </span>
                </td>
              </tr>
            ))}
          </Table>
        )
      }
    </AskedPanel>
  );
}

/** Who may sign in, as what, and who is signed in now. */
export function UsersTab() {
  const users = useUsers();
  const [open, setOpen] = useState<Open>(null);
  const [fault, setFault] = useState<unknown>();
  return (
    <>
      <AskedPanel
        title="Users"
        what="users"
        asked={users}
        sub={(all) => (all.length === 0 ? "none: on this machine everything is open" : `${all.length}`)}
        flush
        end={
          <Button kind="primary" icon={UserPlus} onClick={() => setOpen({ kind: "add" })}>
            Add a user
          </Button>
        }
      >
        {(all) => (
          <>
            {fault !== undefined && (
              <div style={{ padding: "0 12px 12px" }}>
                <Refusal error={fault} />
              </div>
            )}
            {all.length === 0 ? (
              <div style={{ padding: "0 12px 12px" }}>
                <Empty
                  kind="not-yet"
                  what="There are no users yet"
                  why="Until there is one, who reaches this address from this machine may do everything. The first is an administrator, and from then on everybody signs in."
                  actions={[{ label: "Add the first user", run: () => setOpen({ kind: "add" }) }]}
                />
              </div>
            ) : (
              <Table
                label="Users"
                columns={[
                  { name: "Name" },
                  { name: "Role" },
                  { name: "Signs in by" },
                  { name: "Added", numeric: true },
                  { name: "Last seen", numeric: true },
                  { name: "Change", numeric: true, width: "96px" },
                ]}
              >
                {all.map((user) => (
                  <tr key={user.name}>
                    <td className="med">{user.name}</td>
                    <td>
                      <RoleChoice user={user} onError={setFault} />
                    </td>
                    <td>{KINDS[user.kind]}</td>
                    <td className="num">
                      <When millis={user.created} never="in its file" />
                    </td>
                    <td className="num">
                      <When millis={user.lastSeen} never="never" />
                    </td>
                    <td>
                      {user.kind !== "webconfig" && (
                        <span className={styles.actions}>
                          {user.kind === "local" && (
                            <IconButton
                              icon={KeyRound}
                              label={`New password for ${user.name}`}
                              onClick={() => setOpen({ kind: "password", user })}
                            />
                          )}
                          <IconButton
                            icon={Trash2}
                            label={`Remove ${user.name}`}
                            onClick={() => setOpen({ kind: "remove", user })}
                          />
                        </span>
                      )}
                    </td>
                  </tr>
                ))}
              </Table>
            )}
          </>
        )}
      </AskedPanel>
      <Sessions />
      <Dialogs open={open} onClose={() => setOpen(null)} />
    </>
  );
}
