import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useFirstUser } from "../../api/access";
import { ApiError } from "../../api/http";
import { Button } from "../../components/controls";
import { Form, Refusal, TextField } from "../../components/form";
import { Denied } from "../../components/states";
import { LEAST_PASSWORD } from "../../lib/password";
import { Gate } from "./Gate";
import styles from "./login.module.css";

function refusal(error: Error | null): Error | null {
  if (error instanceof ApiError && (error.status === 403 || error.status === 410)) {
    return new Error("This link was used or has ended. The server prints a new one when it starts again.");
  }
  return error;
}

/** The first start's one-time link: who has it becomes the administrator. */
export function SetupPage() {
  const { link } = useSearch({ from: "/setup" });
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const first = useFirstUser();
  if (link === undefined) {
    return (
      <Gate title="Not open yet">
        <Denied
          what="Nobody can sign in yet"
          why="The server printed a link when it started. Who opens that link becomes the administrator."
        />
      </Gate>
    );
  }
  const short = password !== "" && password.length < LEAST_PASSWORD;
  const differs = again !== "" && again !== password;
  const ready = name.trim() !== "" && password.length >= LEAST_PASSWORD && password === again;
  const send = () => {
    if (ready) {
      first.mutate(
        { link, name: name.trim(), password },
        { onSuccess: () => void navigate({ to: "/", replace: true }) },
      );
    }
  };
  return (
    <Gate title="Become the administrator">
      <p className="muted t12">Until this is done, Tocsin answers nothing but this page.</p>
      <Form label="Become the administrator" onSubmit={send}>
        <TextField label="Name" value={name} onChange={setName} autoComplete="username" autoFocus />
        <TextField
          label="Password"
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="new-password"
          error={short ? `at least ${LEAST_PASSWORD} characters` : undefined}
        />
        <TextField
          label="The same again"
          type="password"
          value={again}
          onChange={setAgain}
          autoComplete="new-password"
          error={differs ? "the two are not the same" : undefined}
        />
        <Refusal error={refusal(first.error)} />
        <Button
          kind="primary"
          type="submit"
          className={`lg ${styles.send}`}
          disabled={!ready || first.isPending}
        >
          Begin
        </Button>
      </Form>
    </Gate>
  );
}
