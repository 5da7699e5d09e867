import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useSignIn } from "../../api/access";
import { ApiError, baseUrl } from "../../api/http";
import { Button } from "../../components/controls";
import { Form, Refusal, TextField } from "../../components/form";
import { useSession } from "../../components/session";
import { Failed, Loading } from "../../components/states";
import { Gate } from "./Gate";
import styles from "./login.module.css";
import { ownPath } from "./search";

function words(error: Error | null): Error | null {
  if (error instanceof ApiError && error.status === 401) {
    return new Error("The name or the password is wrong.");
  }
  return error;
}

function Password({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useSignIn();
  return (
    <Form label="Sign in" onSubmit={() => signIn.mutate({ name, password }, { onSuccess: onDone })}>
      <TextField label="Name" value={name} onChange={setName} autoComplete="username" autoFocus />
      <TextField
        label="Password"
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
      />
      <Refusal error={words(signIn.error)} />
      <Button
        kind="primary"
        type="submit"
        className={`lg ${styles.send}`}
        disabled={name === "" || password === "" || signIn.isPending}
      >
        Sign in
      </Button>
    </Form>
  );
}

/** Says who one is; then on to where one wanted to go. */
export function LoginPage() {
  const { next, error } = useSearch({ from: "/login" });
  const navigate = useNavigate();
  const session = useSession();
  const known = session.data?.user !== null || session.data?.open;
  const arrive = () => void navigate({ href: ownPath(next), replace: true });
  useEffect(() => {
    if (session.data && known) {
      void navigate({ href: ownPath(next), replace: true });
    }
  }, [session.data, known, next, navigate]);
  if (!session.data) {
    return (
      <Gate title="Sign in">
        {session.error ? <Failed error={session.error} /> : <Loading what="the sign-in page" height={160} />}
      </Gate>
    );
  }
  const { oidc, passwordLogin } = session.data;
  const outside = oidc && new URL(oidc.path.replace(/^\//, ""), baseUrl());
  outside?.searchParams.set("next", ownPath(next));
  return (
    <Gate title="Sign in">
      <Refusal error={error && new Error(error)} />
      {passwordLogin && <Password onDone={arrive} />}
      {passwordLogin && oidc && <span className={styles.or}>or</span>}
      {oidc && outside && (
        <a className={`btn lg ${styles.send}`} href={outside.href}>
          Sign in with {oidc.name}
        </a>
      )}
    </Gate>
  );
}
