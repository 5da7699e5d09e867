import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { health } from "./health";
import { shouldRetry } from "./hooks";
import { ApiError, send } from "./http";
import { queryRange, queryVector, targets } from "./prometheus";

interface Seen {
  method: string;
  url: string;
  body: string;
}

let server: Server;
let seen: Seen[];
let answer: { status: number; body: string };

async function readBody(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const part of request) {
    body += part;
  }
  return body;
}

beforeEach(async () => {
  seen = [];
  server = createServer(async (request, response) => {
    seen.push({ method: request.method ?? "", url: request.url ?? "", body: await readBody(request) });
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  vi.stubGlobal("document", { baseURI: `http://127.0.0.1:${port}/mon/tocsin/` });
});

afterEach(async () => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

const success = (data: unknown) => ({ status: 200, body: JSON.stringify({ status: "success", data }) });

async function failure(call: Promise<unknown>): Promise<ApiError> {
  const error = await call.then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}

describe("a call", () => {
  test("stays below the prefix of the page", async () => {
    answer = success({ resultType: "matrix", result: [] });
    await queryRange({ query: 'up{a="b+c"}', start: 1, end: 2, stepSeconds: 15 });
    const url = new URL(seen[0]?.url ?? "", "http://x");
    expect(url.pathname).toBe("/mon/tocsin/api/v1/query_range");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      query: 'up{a="b+c"}',
      start: "1",
      end: "2",
      step: "15",
    });
  });

  test("with a long query is a form, because proxies cut long addresses", async () => {
    answer = success({ resultType: "vector", result: [] });
    const query = `up{a="${"x".repeat(3000)}"}`;
    await queryVector(query, 7);
    expect(seen[0]?.method).toBe("POST");
    expect(seen[0]?.url).toBe("/mon/tocsin/api/v1/query");
    expect(new URLSearchParams(seen[0]?.body).get("query")).toBe(query);
  });

  test("repeats a parameter that has several values", async () => {
    answer = success([]);
    await send("api/v1/series", { "match[]": ["a", "b"], limit: undefined });
    expect(seen[0]?.url).toBe("/mon/tocsin/api/v1/series?match%5B%5D=a&match%5B%5D=b");
  });
});

describe("an answer", () => {
  test("brings its warnings along", async () => {
    const body = {
      status: "success",
      data: { resultType: "matrix", result: [] },
      warnings: ["w"],
      infos: ["i"],
    };
    answer = { status: 200, body: JSON.stringify(body) };
    expect((await queryRange({ query: "up", start: 1, end: 2, stepSeconds: 1 })).warnings).toEqual([
      "w",
      "i",
    ]);
  });

  test("of a scalar is a vector of one", async () => {
    answer = success({ resultType: "scalar", result: [7, "42"] });
    expect(await queryVector("42", 7)).toEqual([{ metric: {}, value: [7, "42"] }]);
  });

  test("may leave lists of targets out", async () => {
    answer = success({ activeTargets: [] });
    expect(await targets()).toEqual({
      activeTargets: [],
      droppedTargets: [],
      droppedTargetCounts: undefined,
    });
  });
});

describe("a failure", () => {
  test("is told in the words of the server", async () => {
    answer = {
      status: 400,
      body: JSON.stringify({ status: "error", errorType: "bad_data", error: "1:2: parse error: x" }),
    };
    const error = await failure(queryVector("(", 1));
    expect([error.status, error.message, error.isBadQuery]).toEqual([400, "1:2: parse error: x", true]);
    expect(shouldRetry(0, error)).toBe(false);
  });

  test("of a proxy in between is quoted", async () => {
    answer = { status: 502, body: "Bad Gateway" };
    const error = await failure(queryVector("up", 1));
    expect([error.status, error.message, error.isBadQuery]).toEqual([502, "Bad Gateway", false]);
    expect(shouldRetry(0, error)).toBe(true);
    expect(shouldRetry(1, error)).toBe(false);
  });

  test("to connect has words too", async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    const error = await failure(queryVector("up", 1));
    expect([error.status, error.message]).toEqual([0, "the server does not answer"]);
    server = createServer();
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  });

  test("to be allowed is denied", async () => {
    answer = { status: 401, body: "" };
    const error = await failure(queryVector("up", 1));
    expect([error.isDenied, error.message]).toEqual([true, "status 401 without a body"]);
  });

  test("that is an abort stays an abort", async () => {
    const call = send("api/v1/labels", {}, AbortSignal.abort());
    await expect(call).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("health", () => {
  test("is read whatever the status", async () => {
    const body = {
      status: "failing",
      version: "1",
      components: [{ name: "store", state: "failing", reason: "read-only" }],
    };
    answer = { status: 503, body: JSON.stringify(body) };
    expect(await health()).toEqual(body);
  });

  test("that nobody understands is not healthy", async () => {
    answer = { status: 200, body: JSON.stringify({ status: "splendid", components: [{ name: 3 }] }) };
    expect(await health()).toEqual({
      status: "failing",
      version: "",
      components: [{ name: "", state: "failing", reason: "" }],
    });
  });
});
