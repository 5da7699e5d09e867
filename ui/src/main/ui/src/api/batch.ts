import { ApiError, change, readJson } from "./http";

/** One question of a batch; times in Unix seconds. */
export type BatchQuery = { id: string } & (
  | { type: "range"; expr: string; start: number; end: number; step: number }
  | { type: "instant"; expr: string; time: number }
  | { type: "exemplars"; expr: string; start: number; end: number }
  | { type: "labelValues"; label: string; match?: string[]; start?: number; end?: number }
  | { type: "labelNames"; match?: string[]; start?: number; end?: number }
  | { type: "series"; match: string[]; start?: number; end?: number }
);

export type BatchResult =
  | { id: string; status: "success"; data: unknown; warnings?: string[]; infos?: string[] }
  | { id: string; status: "error"; errorType: string; error: string };

/** The server takes no more at once. */
const MAX_QUERIES = 500;

/**
 * Asks everything in one request and hands out each answer as it arrives, in the order in which they are done. What
 * the server left unanswered when the stream ended is told as an error, so that nobody waits for ever.
 */
export async function batch(
  queries: readonly BatchQuery[],
  onResult: (result: BatchResult) => void,
  signal?: AbortSignal,
): Promise<void> {
  for (let at = 0; at < queries.length; at += MAX_QUERIES) {
    await oneBatch(queries.slice(at, at + MAX_QUERIES), onResult, signal);
  }
}

async function oneBatch(
  queries: readonly BatchQuery[],
  onResult: (result: BatchResult) => void,
  signal?: AbortSignal,
): Promise<void> {
  const response = await change("POST", "api/ui/batch", { queries }, signal);
  if (!response.ok || !response.body) {
    const body = (await readJson(response)) as { error?: string; errorType?: string };
    throw new ApiError(
      response.status,
      body.errorType ?? "refused",
      body.error ?? `status ${response.status}`,
    );
  }
  const waiting = new Set(queries.map((q) => q.id));
  await lines(response.body, (line) => {
    const result = JSON.parse(line) as BatchResult;
    waiting.delete(result.id);
    onResult(result);
  });
  for (const id of waiting) {
    onResult({ id, status: "error", errorType: "unanswered", error: "the answer ended before this query" });
  }
}

/** Every line of a stream as soon as it is whole. */
export async function lines(body: ReadableStream<Uint8Array>, onLine: (line: string) => void): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
    const parts = rest.split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      if (part.trim() !== "") {
        onLine(part);
      }
    }
    if (done) {
      break;
    }
  }
  if (rest.trim() !== "") {
    onLine(rest);
  }
}
