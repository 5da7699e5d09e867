import {
  createContext,
  createElement,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from "react";
import { baseUrl } from "./http";

export const TOPICS = ["alerts", "silences", "targets", "config", "dashboards", "health", "events"] as const;
export type Topic = (typeof TOPICS)[number];

/** `absent`: this server has no live updates, and pages ask again by the clock as before. */
export type LiveState = "connecting" | "live" | "lost" | "absent";

/** Gets what changed as the server told it, or undefined when more was missed than the server remembers. */
export type OnLive = (change: unknown) => void;

const FIRST_RETRY_MILLIS = 1000;
const MAX_RETRY_MILLIS = 30_000;
const ABSENT_RETRY_MILLIS = 120_000;

/** The part of the browser's EventSource that is used. */
export interface Source {
  readonly readyState: number;
  onopen: ((event: Event) => void) | null;
  onerror: ((event: Event) => void) | null;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

const CLOSED = 2;

/**
 * One stream of changes for the whole page. The browser connects again by itself after a broken connection and says
 * what it saw last; after a refusal it gives up, and then this does the same, slower each time.
 */
export class Live {
  private readonly listeners = new Map<Topic, Set<OnLive>>();
  private readonly watchers = new Set<() => void>();
  private source: Source | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private retryMillis = FIRST_RETRY_MILLIS;
  private lastId = "";
  private wasOpen = false;
  private state: LiveState = "connecting";

  constructor(private readonly connect: (url: string) => Source) {}

  open(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const url = new URL("api/stream", baseUrl());
    url.searchParams.set("topics", TOPICS.join(","));
    if (this.lastId !== "") {
      url.searchParams.set("lastEventId", this.lastId);
    }
    const source = this.connect(url.href);
    this.source = source;
    source.onopen = () => {
      this.wasOpen = true;
      this.retryMillis = FIRST_RETRY_MILLIS;
      this.become("live");
    };
    source.onerror = () => this.onError(source);
    for (const topic of TOPICS) {
      source.addEventListener(topic, (event) => this.onEvent(topic, event));
    }
    source.addEventListener("reset", (event) => {
      this.lastId = event.lastEventId;
      this.tellAll();
    });
  }

  close(): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = undefined;
  }

  now = (): LiveState => this.state;

  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  on(topic: Topic, listener: OnLive): () => void {
    const all = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, all.add(listener));
    return () => all.delete(listener);
  }

  private become(state: LiveState): void {
    if (state !== this.state) {
      this.state = state;
      for (const watcher of this.watchers) {
        watcher();
      }
    }
  }

  private onEvent(topic: Topic, event: MessageEvent<string>): void {
    this.lastId = event.lastEventId || this.lastId;
    let change: unknown;
    try {
      change = JSON.parse(event.data);
    } catch {
      // what cannot be read is still a change
      change = undefined;
    }
    for (const listener of this.listeners.get(topic) ?? []) {
      listener(change);
    }
  }

  private tellAll(): void {
    for (const listeners of this.listeners.values()) {
      for (const listener of listeners) {
        listener(undefined);
      }
    }
  }

  private onError(source: Source): void {
    if (source !== this.source) {
      return;
    }
    this.become(this.wasOpen ? "lost" : "absent");
    if (source.readyState !== CLOSED) {
      return;
    }
    source.close();
    const wait = this.wasOpen ? this.retryMillis : ABSENT_RETRY_MILLIS;
    this.retryMillis = Math.min(MAX_RETRY_MILLIS, this.retryMillis * 2);
    this.timer = setTimeout(() => this.open(), wait);
  }
}

const Context = createContext<Live | null>(null);

export function LiveProvider({ children }: { children: ReactNode }) {
  const live = useMemo(() => new Live((url) => new EventSource(url) as unknown as Source), []);
  useEffect(() => {
    live.open();
    return () => live.close();
  }, [live]);
  return createElement(Context.Provider, { value: live }, children);
}

/** Calls `fn` with every change of the topic while the component is on the page. */
export function useLive(topic: Topic, fn: OnLive): void {
  const live = useContext(Context);
  const latest = useRef(fn);
  useLayoutEffect(() => {
    latest.current = fn;
  });
  useEffect(() => live?.on(topic, (change) => latest.current(change)), [live, topic]);
}

const never = () => () => undefined;

export function useLiveState(): LiveState {
  const live = useContext(Context);
  return useSyncExternalStore(live?.watch ?? never, () => live?.now() ?? "absent");
}
