import { useState } from "react";
import { ROLES, type Role, SCOPES, type Scope, useAddToken } from "../../api/access";
import { Button, CopyButton } from "../../components/controls";
import { Form, Refusal, SelectField, TextField } from "../../components/form";
import { expiry } from "./lines";
import styles from "./settings.module.css";

const LIVES = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "a year" },
  { value: "0", label: "until it is revoked" },
];

const SCOPE_WORDS: Record<Scope, string> = {
  read: "queries, and whatever else is only looked at",
  write: "sending samples and events",
  alerts: "alerts, silences, acknowledgements",
  edit: "dashboards and rules",
  admin: "users, tokens, backups, deletions, the process itself",
};

function Scopes({ chosen, onChange }: { chosen: Scope[]; onChange: (scopes: Scope[]) => void }) {
  return (
    <fieldset className={styles.scopes}>
      <legend>May</legend>
      {SCOPES.map((scope) => (
        <label key={scope}>
          <input
            type="checkbox"
            checked={chosen.includes(scope)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, scope] : chosen.filter((each) => each !== scope))
            }
          />
          <span className="mono">{scope}</span>
          <span className="muted">{SCOPE_WORDS[scope]}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The only time that the token itself is seen. */
function Shown({ token, onDone }: { token: string; onDone: () => void }) {
  const example = `curl -H "Authorization: Bearer ${token}" ${new URL("api/v1/query?query=up", document.baseURI)}`;
  return (
    <div className={styles.stack}>
      <p>Copy it now: it is not kept, and nobody can see it again.</p>
      <div className={styles.secret}>
        <code className="mono">{token}</code>
        <CopyButton text={token} label="Copy the token" />
      </div>
      <div className={styles.secret}>
        <code className="mono">{example}</code>
        <CopyButton text={example} label="Copy the command" />
      </div>
      <span className={styles.actions}>
        <Button kind="primary" onClick={onDone}>
          Done
        </Button>
      </span>
    </div>
  );
}

export function AddToken({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const [scopes, setScopes] = useState<Scope[]>([]);
  const [days, setDays] = useState("90");
  const [tried, setTried] = useState(false);
  const add = useAddToken();
  if (add.data) {
    return <Shown token={add.data.token} onDone={onDone} />;
  }
  const send = () => {
    setTried(true);
    if (name.trim() !== "" && scopes.length > 0) {
      add.mutate({ name: name.trim(), role, scopes, expires: expiry(days, Date.now()) });
    }
  };
  return (
    <Form label="New token" onSubmit={send}>
      <TextField
        label="What it is for"
        value={name}
        onChange={setName}
        autoFocus
        placeholder="prometheus in the shop cluster"
        error={tried && name.trim() === "" ? "a name, so that it can be told from the others" : undefined}
      />
      <SelectField
        label="Role, at most"
        value={role}
        onChange={(value) => setRole(ROLES.find((each) => each === value) ?? "viewer")}
        choices={ROLES.map((each) => ({ value: each, label: each }))}
      />
      <Scopes chosen={scopes} onChange={setScopes} />
      {tried && scopes.length === 0 && (
        <Refusal error={new Error("a token without a scope may do nothing")} />
      )}
      <SelectField label="Lives" value={days} onChange={setDays} choices={LIVES} />
      <Refusal error={add.error} />
      <span className={styles.actions}>
        <Button kind="primary" type="submit" disabled={add.isPending}>
          Make the token
        </Button>
      </span>
    </Form>
  );
}
