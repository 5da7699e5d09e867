import { Modal } from "@mantine/core";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import { Button, Field } from "../controls";
import { useSession } from "../session";
import { rememberMe, whoAmI } from "./who";
import styles from "./who.module.css";

/** Calls back with the name in which something is done; asks for it once where nobody is signed in. */
type WithName = (act: (name: string) => void) => void;

const Context = createContext<{ name: string; withName: WithName }>({ name: "", withName: () => undefined });

export function useWho() {
  return useContext(Context);
}

/** Knows in whose name alerts are taken on: of who is signed in, else of who said so once. */
export function WhoProvider({ children }: { children: ReactNode }) {
  const session = useSession();
  const signedIn = session.data?.user?.name;
  const [told, setTold] = useState(whoAmI);
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState("");
  const waiting = useRef<((name: string) => void) | null>(null);
  const name = signedIn ?? told;
  const withName = useCallback<WithName>(
    (act) => {
      if (name !== "") {
        act(name);
        return;
      }
      waiting.current = act;
      setAsking(true);
    },
    [name],
  );
  const done = () => {
    const given = typed.trim();
    if (given === "") {
      return;
    }
    rememberMe(given);
    setTold(given);
    setAsking(false);
    waiting.current?.(given);
    waiting.current = null;
  };
  const value = useMemo(() => ({ name, withName }), [name, withName]);
  return (
    <Context.Provider value={value}>
      {children}
      <Modal opened={asking} onClose={() => setAsking(false)} title="Who are you?" size={380}>
        <form
          className={styles.ask}
          onSubmit={(event) => {
            event.preventDefault();
            done();
          }}
        >
          <p className="muted t12">Others see who has taken an alert on. It is kept in this browser.</p>
          <Field label="Your name" value={typed} onChange={setTyped} placeholder="ann" className="lg" />
          <div className="row">
            <Button kind="primary" type="submit" disabled={typed.trim() === ""}>
              Go on
            </Button>
            <Button kind="ghost" onClick={() => setAsking(false)}>
              Cancel
            </Button>
          </div>
        </form>
      </Modal>
    </Context.Provider>
  );
}
