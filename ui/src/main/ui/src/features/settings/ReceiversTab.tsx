import { Send } from "lucide-react";
import { type Receiver, type TestOutcome, useReceivers, useTestReceiver } from "../../api/settings";
import { Button } from "../../components/controls";
import { Refusal } from "../../components/form";
import { StateWord } from "../../components/Glyph";
import { AskedPanel, Table, When } from "./parts";
import styles from "./settings.module.css";

const WORDS: Record<TestOutcome["outcome"], string> = {
  delivered: "Delivered",
  retry: "Would be tried again",
  failed: "Failed",
};

function Outcome({ outcome }: { outcome: TestOutcome }) {
  const state = outcome.outcome === "delivered" ? "ok" : outcome.outcome === "retry" ? "warning" : "critical";
  return (
    <li>
      <StateWord state={state} word={WORDS[outcome.outcome]} />
      <span className="mono">{outcome.integration}</span>
      <span className="muted">{outcome.message}</span>
    </li>
  );
}

function Told({ last }: { last: Receiver["last"] }) {
  if (last === undefined) {
    return <span className="muted">nothing yet</span>;
  }
  const well = last.status === "delivered" || last.status === "kept";
  return (
    <span className="row g6" title={last.message || undefined}>
      <StateWord state={well ? "ok" : "critical"} word={last.status} />
      <span className="mono">{last.integration}</span>
      <When millis={last.time * 1000} never="" />
    </span>
  );
}

function ReceiverPart({ name, used, integrations, last }: Receiver) {
  const test = useTestReceiver();
  return (
    <>
      <tr>
        <td className="med">
          {name} {!used && <span className="tag">no route leads here</span>}
        </td>
        <td>{integrations.map((one) => one.type).join(", ") || "keeps in the outbox"}</td>
        <td>
          <Told last={last} />
        </td>
        <td>
          <span className={styles.actions}>
            <Button
              icon={Send}
              disabled={test.isPending}
              aria-label={`Send a test to ${name}`}
              onClick={() => test.mutate(name)}
            >
              {test.isPending ? "Sending" : "Test"}
            </Button>
          </span>
        </td>
      </tr>
      {(test.data || test.error) && (
        <tr>
          <td colSpan={4} className={styles.wrap}>
            <Refusal error={test.error} />
            <ul className={styles.verdict} style={{ margin: 0 }} aria-live="polite">
              {test.data?.map((outcome) => (
                <Outcome key={outcome.integration} outcome={outcome} />
              ))}
            </ul>
          </td>
        </tr>
      )}
    </>
  );
}

/** Who can be told, when each was told last, and a test of each. */
export function ReceiversTab() {
  const receivers = useReceivers();
  return (
    <AskedPanel
      title="Receivers"
      sub={(all) => `${all.length} of alertmanager.yml`}
      what="receivers"
      asked={receivers}
      flush
    >
      {(all) => (
        <Table
          label="Receivers"
          columns={[
            { name: "Receiver" },
            { name: "By" },
            { name: "Last told", width: "36%" },
            { name: "Test", numeric: true, width: "104px" },
          ]}
        >
          {all.map((receiver) => (
            <ReceiverPart key={receiver.name} {...receiver} />
          ))}
        </Table>
      )}
    </AskedPanel>
  );
}
