import { Menu } from "@mantine/core";
import { AlignLeft, Copy, Ellipsis, Eye, EyeOff, ListTree, X } from "lucide-react";
import { useState } from "react";
import { copyText, IconButton } from "../../components/controls";
import { Glyph } from "../../components/Glyph";
import { EditorSlot } from "../../components/promql/EditorSlot";
import { messageOf, QuotedQuery } from "../../components/states";
import { shortError } from "../../lib/promql";
import { digits, group } from "../../lib/units";
import styles from "./explore.module.css";
import type { QueryState } from "./useExplore";

export interface QueryRowProps {
  state: QueryState;
  /** What stands in the field; differs from the query that ran until the next run. */
  draft: string;
  color: string;
  autoFocus: boolean;
  onDraft: (draft: string) => void;
  onRun: () => void;
  onToggle: () => void;
  onRemove?: () => void;
  onExplain: () => void;
  onFormat: () => void;
}

function Meta({ state, draft }: { state: QueryState; draft: string }) {
  if (draft.trim() !== state.query.trim()) {
    return <span className="muted">not run yet</span>;
  }
  if (state.hidden) {
    return <span className="muted">hidden</span>;
  }
  if (state.query.trim() === "" || state.error || state.series === undefined) {
    return null;
  }
  return (
    <span>
      {group(state.series)} series
      <span className="muted"> · {digits(state.tookMillis ?? 0)}&thinsp;ms</span>
    </span>
  );
}

/** A note ends with its place, `(1:10)`; errors begin with it. */
function placed(note: string): string {
  const at = /\((\d+:\d+)\)\s*$/.exec(note);
  return at ? `${at[1]}: ${note}` : note;
}

function Fault({ state }: { state: QueryState }) {
  if (!state.error) {
    return null;
  }
  const message = messageOf(state.error);
  return (
    <div className={styles.fault} role="alert">
      <Glyph state="warning" />
      <span className="grow">
        <b className="med">{shortError(message)}</b>
        <br />
        <QuotedQuery query={state.query} message={message} />
      </span>
    </div>
  );
}

export function QueryRow({
  state,
  draft,
  color,
  autoFocus,
  onDraft,
  onRun,
  onToggle,
  onRemove,
  onExplain,
  onFormat,
}: QueryRowProps) {
  const [active, setActive] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only watches where the focus of its fields goes
    <div className={styles.queryBox} data-active={active || undefined} onBlur={() => setActive(false)}>
      <div className={styles.query}>
        <span className={styles.letter} style={{ boxShadow: `inset 0 -2px 0 var(${color})` }}>
          {state.letter}
        </span>
        <EditorSlot
          value={draft}
          label={`Query ${state.letter}`}
          autoFocus={autoFocus}
          onChange={onDraft}
          onRun={onRun}
          onFocus={() => setActive(true)}
        />
        <span className={styles.meta}>
          <Meta state={state} draft={draft} />
        </span>
        <IconButton
          icon={state.hidden ? EyeOff : Eye}
          label={state.hidden ? `Show query ${state.letter}` : `Hide query ${state.letter}`}
          aria-pressed={state.hidden}
          onClick={onToggle}
        />
        <Menu position="bottom-end" width={200}>
          <Menu.Target>
            <IconButton icon={Ellipsis} label={`More for query ${state.letter}`} />
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<ListTree className="i s" aria-hidden />}
              disabled={state.query.trim() === ""}
              onClick={onExplain}
            >
              Explain query
            </Menu.Item>
            <Menu.Item leftSection={<AlignLeft className="i s" aria-hidden />} onClick={onFormat}>
              Format query
            </Menu.Item>
            <Menu.Item
              leftSection={<Copy className="i s" aria-hidden />}
              onClick={() => void copyText(draft)}
            >
              Copy query
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        {onRemove && <IconButton icon={X} label={`Remove query ${state.letter}`} onClick={onRemove} />}
      </div>
      <Fault state={state} />
      {state.warnings.map((warning) => (
        <div key={warning} className={`${styles.fault} muted`}>
          <Glyph state={/^PromQL info/.test(warning) ? "info" : "warning"} />
          <span className="grow">
            {warning}
            <br />
            <QuotedQuery query={state.query} message={placed(warning)} />
          </span>
        </div>
      ))}
    </div>
  );
}
