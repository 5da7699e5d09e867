import { useState } from "react";
import { baseUrl } from "../../api/http";
import { CopyButton } from "../../components/controls";
import { Glyph } from "../../components/Glyph";
import { Panel } from "../../components/Panel";
import { useTime } from "../../components/time/TimeContext";
import { clock, zoneLabel } from "../../lib/time/zone";
import styles from "./alerts.module.css";

const RULES = `groups:
  - name: first
    rules:
      - alert: TargetDown
        expr: up == 0
        for: 1m
        labels: {severity: critical}
        annotations:
          summary: '{{ $labels.instance }} does not answer'
`;
const CONFIG = "rule_files: [rules.yml]\n";

function Snippet({ text, label }: { text: string; label: string }) {
  return (
    <div className={styles.snippet}>
      <pre className={styles.code}>{text}</pre>
      <CopyButton text={text} label={label} />
    </div>
  );
}

/** How to come to a first rule or a first alert; goes away by itself when there is one. */
export function Setup() {
  const { zone } = useTime();
  const [since] = useState(() => Date.now());
  const told = `curl -H 'Content-Type: application/json' ${new URL("api/v2/alerts", baseUrl()).href} \\
  -d '[{"labels":{"alertname":"Hello","severity":"info"}}]'`;
  const steps = [
    {
      what: "Write a rule file beside the configuration",
      how: <Snippet text={RULES} label="Copy the rule file" />,
    },
    {
      what: "Name it in the configuration; a change is read by itself",
      how: <Snippet text={CONFIG} label="Copy the line" />,
    },
    { what: "Or tell of an alert yourself", how: <Snippet text={told} label="Copy the command" /> },
  ];
  return (
    <Panel title="No rules yet" sub="three steps to the first alert" className={styles.below}>
      <ol className={styles.steps}>
        {steps.map((step, i) => (
          <li key={step.what} className={styles.step}>
            <i>{i + 1}</i>
            <div>
              <p className="med" style={{ marginBottom: 6 }}>
                {step.what}
              </p>
              {step.how}
            </div>
          </li>
        ))}
        <li className={styles.step} role="status">
          <Glyph state="none" label={false} size={22} />
          <div>
            <b className="med">Waiting for the first rule or alert</b>{" "}
            <span className="muted t12">
              looking since {clock(since, zone, true)} {zoneLabel(zone, since)}; this page goes on by itself
            </span>
          </div>
        </li>
      </ol>
    </Panel>
  );
}
