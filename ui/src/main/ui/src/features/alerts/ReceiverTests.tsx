import { useMutation } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { type TestOutcome, testReceiver } from "../../api/alerting";
import { Button } from "../../components/controls";
import { type State, StateWord } from "../../components/Glyph";
import { Panel } from "../../components/Panel";
import { messageOf } from "../../components/states";
import styles from "./alerts.module.css";

const STATES: Record<TestOutcome["outcome"], [State, string]> = {
  delivered: ["ok", "Delivered"],
  retry: ["warning", "Would try again"],
  failed: ["critical", "Failed"],
};

function Row({ name }: { name: string }) {
  const test = useMutation({ mutationFn: () => testReceiver(name) });
  const kept = test.data?.every((o) => o.integration === "outbox");
  return (
    <tr className={styles.wrap}>
      <td className="med">{name}</td>
      <td aria-live="polite">
        {test.isPending && <span className="muted">sending …</span>}
        {test.error && <StateWord state="critical" word={messageOf(test.error)} />}
        {kept && <StateWord state="none" word="Only kept: it has no way out" />}
        {!kept &&
          test.data?.map((outcome) => {
            const [state, word] = STATES[outcome.outcome];
            return (
              <p key={outcome.integration}>
                <StateWord state={state} word={word} /> <span className="muted">{outcome.integration}</span>{" "}
                {outcome.message && <span>{outcome.message}</span>}
              </p>
            );
          })}
      </td>
      <td className="num">
        <Button
          icon={Send}
          disabled={test.isPending}
          aria-label={`Send a test to ${name}`}
          onClick={() => test.mutate()}
        >
          Test
        </Button>
      </td>
    </tr>
  );
}

/** Sends a test alert through every way out of a receiver and says what came of it. */
export function ReceiverTests({ names }: { names: string[] }) {
  return (
    <Panel title="Receivers" sub="a test is really sent" flush className={styles.below}>
      <table className="t">
        <colgroup>
          <col style={{ width: "30%" }} />
          <col />
          <col style={{ width: 96 }} />
        </colgroup>
        <tbody>
          {names.map((name) => (
            <Row key={name} name={name} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
