import { type BatchQuery, type BatchResult, batch } from "../../api/batch";
import { ApiError } from "../../api/http";
import type { Ask, PanelPlan, PlannedQuery } from "../../lib/board/plan";
import {
  type Exemplars,
  type Frame,
  framesOfAnswers,
  type PrometheusData,
  type QueryAnswer,
} from "../../panels/frames";
import type { PanelError } from "../../panels/types";

/** What one panel has to show. */
export interface PanelAnswer {
  frames: Frame[];
  error?: PanelError;
  /** Something is on its way; frames, where there are any, are of before. */
  loading: boolean;
  /** Since when the server has not answered while frames of before are shown; Unix milliseconds. */
  staleSince?: number;
  /** What was asked, for the one who looks behind the panel. */
  plan?: PanelPlan;
  tookMillis?: number;
  receivedMillis?: number;
}

const NOTHING: PanelAnswer = { frames: [], loading: false };
const NEWCOMERS_MILLIS = 40;

type Send = typeof batch;

/** Which ask of which query of which panel; one answer may serve several. */
interface Place {
  key: string;
  query: number;
  ask: Ask;
}

interface Round {
  plan: PanelPlan;
  answers: Map<PlannedQuery, BatchResult[]>;
  left: number;
  started: number;
}

function contentOf(ask: Ask): string {
  return JSON.stringify(ask);
}

/**
 * What all panels of a board ask, as one request. A newer plan aborts the request of the older; a panel keeps what it
 * shows until its new answer is whole. Panels that ask the same share one question.
 */
export class Feed {
  private readonly answers = new Map<string, PanelAnswer>();
  private readonly listeners = new Map<string, Set<() => void>>();
  private readonly asked = new Map<string, string>();
  private wanted = new Map<string, PanelPlan>();
  private running: AbortController[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(private readonly ask: Send = batch) {}

  get(key: string): PanelAnswer {
    return this.answers.get(key) ?? NOTHING;
  }

  keys(): string[] {
    return [...this.answers.keys()];
  }

  subscribe(key: string, listener: () => void): () => void {
    const all = this.listeners.get(key) ?? new Set();
    this.listeners.set(key, all.add(listener));
    return () => {
      all.delete(listener);
      if (all.size === 0) {
        this.listeners.delete(key);
      }
    };
  }

  /** The plans of all panels that are in sight. What was asked already, in the same words, is not asked again. */
  want(plans: readonly PanelPlan[]): void {
    const before = this.wanted;
    this.wanted = new Map(plans.map((plan) => [plan.key, plan]));
    const changed = plans.some((p) => before.has(p.key) && before.get(p.key)?.signature !== p.signature);
    if (changed) {
      this.abort();
      this.send();
    } else if (plans.some((plan) => this.asked.get(plan.key) !== plan.signature)) {
      // several come into sight at once: one request for them
      this.timer ??= setTimeout(() => this.send(), NEWCOMERS_MILLIS);
    }
  }

  /** Asks again what a panel shows, after an error. */
  retry(key: string): void {
    this.asked.delete(key);
    this.send();
  }

  /** Forgets what was asked, so that the same words are asked again; what is shown stays. */
  forget(): void {
    this.abort();
    this.asked.clear();
  }

  /** Shows this without asking anybody. */
  hold(key: string, answer: PanelAnswer): void {
    this.put(key, answer);
  }

  /** Ends every request. Opened again by the next `want`, as React's strict mode does. */
  close(): void {
    this.closed = true;
    this.abort();
  }

  open(): void {
    this.closed = false;
  }

  private abort(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const controller of this.running) {
      controller.abort();
    }
    this.running = [];
    for (const [key, answer] of this.answers) {
      if (answer.loading) {
        this.asked.delete(key);
      }
    }
  }

  private put(key: string, answer: PanelAnswer): void {
    this.answers.set(key, answer);
    for (const listener of this.listeners.get(key) ?? []) {
      listener();
    }
  }

  private send(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const fresh = [...this.wanted.values()].filter((plan) => this.asked.get(plan.key) !== plan.signature);
    if (this.closed || fresh.length === 0) {
      return;
    }
    const places = new Map<string, Place[]>();
    const rounds = new Map<string, Round>();
    for (const plan of fresh) {
      this.asked.set(plan.key, plan.signature);
      const left = plan.queries.reduce((sum, q) => sum + q.asks.length, 0);
      rounds.set(plan.key, { plan, answers: new Map(), left, started: performance.now() });
      this.put(plan.key, {
        ...this.get(plan.key),
        plan,
        loading: left > 0,
        ...(left > 0 ? {} : { frames: [] }),
      });
      plan.queries.forEach((query, i) => {
        for (const ask of query.asks) {
          const content = contentOf(ask);
          places.set(content, [...(places.get(content) ?? []), { key: plan.key, query: i, ask }]);
        }
      });
    }
    const byId = new Map([...places.values()].map((all, i) => [String(i), all]));
    const queries = [...byId].flatMap(([id, [first]]) => (first ? [{ id, ...first.ask } as BatchQuery] : []));
    if (queries.length > 0) {
      void this.run(queries, byId, rounds);
    }
  }

  private async run(
    queries: BatchQuery[],
    byId: Map<string, Place[]>,
    rounds: Map<string, Round>,
  ): Promise<void> {
    const controller = new AbortController();
    this.running.push(controller);
    try {
      await this.ask(
        queries,
        (result) => {
          for (const place of controller.signal.aborted ? [] : (byId.get(result.id) ?? [])) {
            this.arrived(place, result, rounds.get(place.key));
          }
        },
        controller.signal,
      );
    } catch (error) {
      if (!controller.signal.aborted) {
        this.failed(error, rounds);
      }
    } finally {
      this.running = this.running.filter((c) => c !== controller);
    }
  }

  private arrived(place: Place, result: BatchResult, round: Round | undefined): void {
    const planned = round?.plan.queries[place.query];
    if (!round || !planned) {
      return;
    }
    const index = planned.asks.indexOf(place.ask);
    const all = round.answers.get(planned) ?? [];
    all[index] = result;
    round.answers.set(planned, all);
    round.left--;
    if (round.left === 0) {
      const { frames, error } = framesOfRound(round);
      this.put(place.key, {
        frames,
        error,
        loading: false,
        plan: round.plan,
        tookMillis: performance.now() - round.started,
        receivedMillis: Date.now(),
      });
    }
  }

  /** The whole request failed: what was shown stays, with its age; who showed nothing says why. */
  private failed(error: unknown, rounds: Map<string, Round>): void {
    for (const [key, round] of rounds) {
      if (round.left === 0) {
        continue;
      }
      this.asked.delete(key);
      const before = this.get(key);
      const away = error instanceof ApiError && (error.status === 0 || error.status >= 500);
      const kept = away && before.frames.length > 0;
      const message = error instanceof Error ? error.message : String(error);
      this.put(key, {
        ...before,
        loading: false,
        error: kept ? undefined : { message },
        staleSince: kept ? (before.staleSince ?? before.receivedMillis ?? Date.now()) : undefined,
      });
    }
  }
}

function framesOfRound({ plan, answers }: Round): { frames: Frame[]; error?: PanelError } {
  let error: PanelError | undefined;
  const good: QueryAnswer[] = [];
  for (const planned of plan.queries) {
    const results = answers.get(planned) ?? [];
    const of = (type: Ask["type"]) => {
      const result = results[planned.asks.findIndex((a) => a.type === type)];
      if (result?.status === "error") {
        error ??= { message: result.error, query: planned.expr, ref: planned.query.ref };
      }
      return result?.status === "success" ? result : undefined;
    };
    const exemplars = of("exemplars")?.data as Exemplars[] | undefined;
    const range = of("range");
    const instant = of("instant");
    const notices = [...((range ?? instant)?.warnings ?? []), ...((range ?? instant)?.infos ?? [])];
    if (range) {
      const data = range.data as PrometheusData;
      good.push({ query: planned.query, data, stepMillis: planned.stepMillis, exemplars, notices });
    }
    if (instant) {
      good.push({ query: planned.query, data: instant.data as PrometheusData, notices });
    }
  }
  return { frames: framesOfAnswers(good), error };
}
