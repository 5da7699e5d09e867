import { useState } from "react";
import { ROLES, type Role, type User, useAddUser, useSetPassword } from "../../api/access";
import { Button } from "../../components/controls";
import { Form, Refusal, SelectField, TextField } from "../../components/form";
import { passwordFault } from "../../lib/password";
import styles from "./settings.module.css";

const ROLE_WORDS: Record<Role, string> = {
  viewer: "viewer: sees everything but secrets",
  editor: "editor: also boards, rules, silences",
  admin: "admin: also users and configuration",
};

export function AddUser({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("admin");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [tried, setTried] = useState(false);
  const add = useAddUser();
  const fault = passwordFault(password, again);
  const send = () => {
    setTried(true);
    if (name.trim() !== "" && !fault) {
      add.mutate({ name: name.trim(), role, password }, { onSuccess: onDone });
    }
  };
  return (
    <Form label="Add a user" onSubmit={send}>
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        autoFocus
        autoComplete="off"
        error={tried && name.trim() === "" ? "a name" : undefined}
      />
      <SelectField
        label="Role"
        value={role}
        onChange={(value) => setRole(ROLES.find((each) => each === value) ?? "viewer")}
        choices={ROLES.map((each) => ({ value: each, label: ROLE_WORDS[each] }))}
      />
      <TextField
        label="Password"
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        error={tried ? fault : undefined}
      />
      <TextField
        label="The same again"
        type="password"
        value={again}
        onChange={setAgain}
        autoComplete="new-password"
      />
      <Refusal error={add.error} />
      <span className={styles.actions}>
        <Button kind="primary" type="submit" disabled={add.isPending}>
          Add
        </Button>
      </span>
    </Form>
  );
}

export function NewPassword({ user, onDone }: { user: User; onDone: () => void }) {
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [tried, setTried] = useState(false);
  const set = useSetPassword();
  const fault = passwordFault(password, again);
  const send = () => {
    setTried(true);
    if (!fault) {
      set.mutate({ name: user.name, password, old: current || undefined }, { onSuccess: onDone });
    }
  };
  return (
    <Form label={`New password for ${user.name}`} onSubmit={send}>
      <p className="muted t12">
        Every session of {user.name} ends, and the next sign-in needs the new password.
      </p>
      <TextField
        label="Your present password"
        type="password"
        value={current}
        onChange={setCurrent}
        autoComplete="current-password"
        hint="only where it is your own"
      />
      <TextField
        label="New password"
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        error={tried ? fault : undefined}
      />
      <TextField
        label="The same again"
        type="password"
        value={again}
        onChange={setAgain}
        autoComplete="new-password"
      />
      <Refusal error={set.error} />
      <span className={styles.actions}>
        <Button kind="primary" type="submit" disabled={set.isPending}>
          Set
        </Button>
      </span>
    </Form>
  );
}
