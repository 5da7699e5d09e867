import { Check } from "lucide-react";
import type { Column } from "../../charts/frame";
import { Spark } from "../../charts/Spark";
import { Button } from "../../components/controls";
import { Glyph } from "../../components/Glyph";
import { Value } from "../../components/Value";
import { unitOfQuery } from "../../lib/promql";
import { SEVERITY_WORDS } from "../../lib/severity";
import { readableDuration } from "../../lib/time/duration";
import { formatText, type Unit } from "../../lib/units";
import styles from "./alerts.module.css";
import { type Firing, summaryOf, whereOf } from "./model";

export function unitOfAlert({ compared }: Pick<Firing, "compared">): Unit {
  return compared ? unitOfQuery(compared.measured) : "none";
}

const WORDS = { silence: "silenced", alert: "inhibited", time: "muted by time" } as const;

/** What becomes of an alert, in two words. */
export function fateOf(alert: Firing): string {
  const [kept] = alert.keptBy;
  if (alert.taken) {
    return `acked · ${alert.taken.by}`;
  }
  return kept ? WORDS[kept] : alert.isTold ? "not acked" : "not told yet";
}

export interface AlertRowProps {
  alert: Firing;
  now: number;
  spark?: Column;
  open: boolean;
  selected: boolean;
  onOpen: () => void;
  onSelect: () => void;
  onTake: () => void;
}

export function AlertRow({ alert, now, spark, open, selected, onOpen, onSelect, onTake }: AlertRowProps) {
  const unit = unitOfAlert(alert);
  const where = whereOf(alert.labels);
  const { compared } = alert;
  return (
    <li
      className={styles.row}
      data-st={alert.severity}
      data-open={open || undefined}
      data-kept={alert.keptBy.length > 0 || undefined}
    >
      <span className={styles.check}>
        <label>
          <input
            type="checkbox"
            aria-label={`Select ${alert.name} ${where}`}
            checked={selected}
            onChange={onSelect}
          />
          <i aria-hidden />
        </label>
      </span>
      <button
        type="button"
        className={styles.main}
        data-alert={alert.id}
        aria-expanded={open}
        onClick={onOpen}
      >
        <span className={styles.glyph}>
          <Glyph state={alert.severity} label={SEVERITY_WORDS[alert.severity]} />
        </span>
        <span className={styles.who}>
          <span>
            <b className="med">{alert.name}</b>
            <span className={`muted ell ${styles.where}`}>{where}</span>
            {alert.receivers.map((name) => (
              <span key={name} className={`tag ${styles.receiver}`} title={`goes to ${name}`}>
                {name}
              </span>
            ))}
          </span>
          <span className={`muted ell ${styles.second}`}>
            {summaryOf(alert) || alert.expr || "told without words"}
          </span>
        </span>
        <span className={styles.spark}>
          {spark && <Spark values={spark} height={28} color="--text" limit={compared?.limit} />}
        </span>
        <span className={styles.figures}>
          <span className={`num ${styles.value}`}>
            <b className="med">
              {alert.value === undefined ? null : <Value value={alert.value} unit={unit} />}
            </b>
            {compared && (
              <span className="muted">
                {compared.op} {formatText(compared.limit, unit)}
              </span>
            )}
          </span>
          <span className={`num ${styles.since}`}>
            <span>{readableDuration(Math.max(1000, now - alert.sinceMillis))}</span>
            <span className="muted" title={`told to ${alert.receivers.join(", ") || "nobody"}`}>
              {fateOf(alert)}
            </span>
          </span>
        </span>
      </button>
      <span className={styles.ack}>
        {alert.taken ? (
          <span className="row g4 muted t12">
            <Check className="i s" aria-hidden />
            Acked
          </span>
        ) : (
          <Button
            icon={Check}
            disabled={!alert.isTold}
            aria-label={`Acknowledge ${alert.name}`}
            onClick={onTake}
          >
            Ack
          </Button>
        )}
      </span>
    </li>
  );
}
