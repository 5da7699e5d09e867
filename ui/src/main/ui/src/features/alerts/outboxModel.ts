import type { OutboxEntry } from "../../api/alerting";
import type { State } from "../../components/Glyph";

export const OUTBOX_STATES = ["delivered", "retrying", "failed", "kept"] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

export const OUTBOX_GLYPHS: Record<OutboxState, State> = {
  delivered: "ok",
  retrying: "warning",
  failed: "critical",
  kept: "none",
};

/** An outcome in one of four words; what a receiver without a way out got is only kept. */
export function outboxState({
  status,
  integration,
}: Pick<OutboxEntry, "status" | "integration">): OutboxState {
  if (status === "delivered") {
    return integration === "" || integration.startsWith("outbox") ? "kept" : "delivered";
  }
  return status === "retrying" ? "retrying" : "failed";
}

/** JSON laid out to be read; other texts as they are. */
export function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
