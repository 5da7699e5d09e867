import { useCallback, useEffect, useRef, useState } from "react";
import { type BatchQuery, type BatchResult, batch } from "../../api/batch";
import type { Dashboard } from "../../lib/board/model";
import {
  dependentsOf,
  type Resolved,
  type Resolving,
  resolveVariables,
  resultLine,
  type VariableAsk,
} from "../../lib/board/variables";
import { type Labels, seriesText } from "../../lib/promql";
import type { Instants } from "../../lib/time/range";
import type { PrometheusData } from "../../panels/frames";

interface Waiting {
  ask: VariableAsk;
  range: Instants;
  resolve: (lines: string[]) => void;
  reject: (error: Error) => void;
}

/** What is asked in the same moment goes as one request. */
export class VariableAsker {
  private waiting: Waiting[] = [];
  private readonly known = new Map<string, Promise<string[]>>();
  private controller = new AbortController();

  constructor(private readonly send: typeof batch = batch) {}

  ask(ask: VariableAsk, range: Instants, bucket: string): Promise<string[]> {
    const key = `${bucket} ${JSON.stringify(ask)}`;
    const before = this.known.get(key);
    if (before) {
      return before;
    }
    const answer = new Promise<string[]>((resolve, reject) => {
      if (this.waiting.length === 0) {
        queueMicrotask(() => void this.flush());
      }
      this.waiting.push({ ask, range, resolve, reject });
    });
    this.known.set(key, answer);
    answer.catch(() => this.known.delete(key));
    return answer;
  }

  /** Forgets all answers, so that the next look asks again. */
  forget(): void {
    this.known.clear();
  }

  abort(): void {
    this.controller.abort();
    this.controller = new AbortController();
    this.known.clear();
  }

  private async flush(): Promise<void> {
    const all = this.waiting;
    this.waiting = [];
    const queries = all.map(({ ask, range }, i) => queryOf(String(i), ask, range));
    try {
      await this.send(
        queries,
        (result) => {
          const one = all[Number(result.id)];
          if (result.status === "success") {
            one?.resolve(linesOf(one.ask, result));
          } else {
            one?.reject(new Error(result.error));
          }
        },
        this.controller.signal,
      );
    } catch (error) {
      for (const { reject } of all) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }
}

function queryOf(id: string, ask: VariableAsk, { fromMillis, toMillis }: Instants): BatchQuery {
  const range = { start: Math.floor(fromMillis / 1000), end: Math.ceil(toMillis / 1000) };
  switch (ask.kind) {
    case "labelValues":
      return {
        id,
        type: "labelValues",
        label: ask.label,
        match: ask.match ? [ask.match] : undefined,
        ...range,
      };
    case "labelNames":
      return { id, type: "labelNames", match: ask.match ? [ask.match] : undefined, ...range };
    case "metrics":
      return { id, type: "labelValues", label: "__name__", ...range };
    case "queryResult":
      return { id, type: "instant", expr: ask.expr, time: range.end };
    case "series":
      return { id, type: "series", match: [ask.match], ...range };
  }
}

function linesOf(ask: VariableAsk, result: Extract<BatchResult, { status: "success" }>): string[] {
  switch (ask.kind) {
    case "labelValues":
    case "labelNames":
      return result.data as string[];
    case "metrics": {
      const pattern = new RegExp(ask.pattern);
      return (result.data as string[]).filter((name) => pattern.test(name));
    }
    case "queryResult": {
      const data = result.data as PrometheusData;
      const all =
        data.resultType === "vector" ? (data.result as { metric: Labels; value?: [number, string] }[]) : [];
      const scalar =
        data.resultType === "scalar" ? [{ metric: {}, value: data.result as [number, string] }] : [];
      return [...all, ...scalar].flatMap((s) =>
        s.value ? [resultLine(s.metric, s.value[1], s.value[0])] : [],
      );
    }
    case "series":
      return (result.data as Labels[]).map(seriesText);
  }
}

export interface Variables {
  /** Undefined until the first values are there. */
  resolved?: Resolved;
  pending: boolean;
  /** To be called when a person chose a value: what hangs on it may then change too. */
  picked: (name: string) => void;
}

const MINUTE = 60_000;

/** Values of a board's variables, kept true while the address, the time or the board changes. */
export function useVariables(
  board: Dashboard,
  chosen: Record<string, string[]>,
  at: Instants,
  macros: Record<string, string>,
): Variables {
  const [asker] = useState(() => new VariableAsker());
  const [resolved, setResolved] = useState<Resolved>();
  const [pending, setPending] = useState(true);
  const keep = useRef(new Set(Object.keys(chosen)));
  const variables = board.variables ?? [];
  const timed = variables.some((v) => v.kind === "query" && v.refresh === "time");
  const range = {
    fromMillis: Math.floor(at.fromMillis / MINUTE) * MINUTE,
    toMillis: Math.ceil(at.toMillis / MINUTE) * MINUTE,
  };
  const auto = variables.some((v) => v.kind === "interval" && v.auto);
  const when = timed
    ? `${range.fromMillis} ${range.toMillis}`
    : auto
      ? range.toMillis - range.fromMillis
      : "";
  const signature = JSON.stringify([variables, chosen, when]);
  const latest = useRef({ variables, chosen, range, macros });
  useEffect(() => {
    latest.current = { variables, chosen, range, macros };
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for all that is read
  useEffect(() => {
    let over = false;
    const now = latest.current;
    const asking: Resolving = {
      ...now,
      ...now.range,
      keep: keep.current,
      ask: (ask, variable) =>
        asker.ask(
          ask,
          now.range,
          variable.refresh === "time" ? `${now.range.fromMillis} ${now.range.toMillis}` : "",
        ),
    };
    setPending(true);
    resolveVariables(asking).then(
      (found) => {
        if (!over) {
          setResolved((before) => (JSON.stringify(before) === JSON.stringify(found) ? before : found));
          setPending(false);
        }
      },
      () => over || setPending(false),
    );
    return () => {
      over = true;
    };
  }, [signature, asker]);

  useEffect(() => () => asker.abort(), [asker]);

  const picked = useCallback((name: string) => {
    for (const dependent of dependentsOf(name, latest.current.variables)) {
      keep.current.delete(dependent);
    }
    keep.current.add(name);
  }, []);
  return { resolved, pending, picked };
}
