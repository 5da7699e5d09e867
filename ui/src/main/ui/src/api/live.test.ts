import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Live, type Source } from "./live";

class FakeSource implements Source {
  readyState = 0;
  onopen: ((event: Event) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  private readonly on = new Map<string, (event: MessageEvent<string>) => void>();

  constructor(readonly url: string) {}

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.on.set(type, listener);
  }

  close(): void {
    this.readyState = 2;
  }

  send(type: string, data: string, lastEventId: string): void {
    this.on.get(type)?.({ data, lastEventId } as MessageEvent<string>);
  }

  fail(readyState: number): void {
    this.readyState = readyState;
    this.onerror?.({} as Event);
  }
}

describe("the stream of changes", () => {
  const sources: FakeSource[] = [];
  const live = () =>
    new Live((url) => {
      const source = new FakeSource(url);
      sources.push(source);
      return source;
    });
  const last = () => sources.at(-1) as FakeSource;

  beforeEach(() => {
    sources.length = 0;
    vi.useFakeTimers();
    vi.stubGlobal("document", { baseURI: "http://host/sub/" });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  test("tells each topic's listeners, and all of them after a gap", () => {
    const stream = live();
    const heard: unknown[] = [];
    const leave = stream.on("alerts", (change) => heard.push(["alerts", change]));
    stream.on("targets", (change) => heard.push(["targets", change]));
    stream.open();
    last().send("alerts", '{"firing":2}', "7");
    last().send("health", "{}", "8");
    last().send("reset", "{}", "9");
    leave();
    last().send("alerts", "{}", "10");
    expect(heard).toEqual([
      ["alerts", { firing: 2 }],
      ["alerts", undefined],
      ["targets", undefined],
    ]);
  });

  test("lives under the page's own prefix", () => {
    live().open();
    expect(last().url).toMatch(/^http:\/\/host\/sub\/api\/stream\?topics=alerts%2C/);
  });

  test("waits longer each time it is refused, and says what it saw last", () => {
    const stream = live();
    stream.open();
    last().onopen?.({} as Event);
    last().send("alerts", "{}", "41");
    expect(stream.now()).toBe("live");
    last().fail(2);
    expect(stream.now()).toBe("lost");
    vi.advanceTimersByTime(1000);
    expect(sources).toHaveLength(2);
    expect(last().url).toContain("lastEventId=41");
    last().fail(2);
    vi.advanceTimersByTime(1500);
    expect(sources).toHaveLength(2);
    vi.advanceTimersByTime(500);
    expect(sources).toHaveLength(3);
    last().onopen?.({} as Event);
    expect(stream.now()).toBe("live");
  });

  test("leaves a broken connection to the browser", () => {
    const stream = live();
    stream.open();
    last().onopen?.({} as Event);
    last().fail(0);
    vi.advanceTimersByTime(60_000);
    expect(sources).toHaveLength(1);
    expect(stream.now()).toBe("lost");
  });

  test("is quiet where the server has none", () => {
    const stream = live();
    stream.open();
    last().fail(2);
    expect(stream.now()).toBe("absent");
    vi.advanceTimersByTime(60_000);
    expect(sources).toHaveLength(1);
  });
});
