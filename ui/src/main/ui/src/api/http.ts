/** Where the page was served from, with a trailing slash: the server may live on a sub-path. */
export function baseUrl(): URL {
  return new URL(".", document.baseURI);
}

export type Params = Record<string, string | number | string[] | undefined>;

/** A refused or failed call, in the words of the server where it gave any. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    message: string,
    /** The whole answer, for what it says beside its words: a position, a newer version. */
    readonly body?: unknown,
  ) {
    super(message);
    this.name = "ApiError";
  }

  get isDenied(): boolean {
    return this.status === 401 || this.status === 403;
  }

  /** The question itself is at fault, so asking again will not help. */
  get isBadQuery(): boolean {
    return this.type === "bad_data" || this.type === "execution";
  }
}

const MAX_GET_LENGTH = 1800;

function encode(params: Params): URLSearchParams {
  const out = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) {
        out.append(key, String(one));
      }
    }
  }
  return out;
}

/** The only place that talks to the server. A long query goes as a form, because proxies cut long addresses. */
export async function send(path: string, params: Params, signal?: AbortSignal): Promise<Response> {
  const query = encode(params);
  const url = new URL(path, baseUrl());
  const long = query.toString().length > MAX_GET_LENGTH;
  if (!long) {
    url.search = query.toString();
  }
  try {
    return await fetch(url, long ? { method: "POST", body: query, signal } : { signal });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") {
      throw error;
    }
    throw new ApiError(0, "unreachable", "the server does not answer");
  }
}

let csrf = "";

/** What the server gave this session; it goes along with every change, so that no other page can make one. */
export function keepCsrf(token: string): void {
  csrf = token;
}

export type Method = "POST" | "PUT" | "PATCH" | "DELETE";

/** A change. `body` goes as JSON, unless it is text, which goes as YAML. */
export async function change(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Response> {
  const headers: Record<string, string> = csrf === "" ? {} : { "X-Tocsin-Csrf": csrf };
  if (body !== undefined) {
    headers["Content-Type"] = typeof body === "string" ? "application/yaml" : "application/json";
  }
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  try {
    return await fetch(new URL(path, baseUrl()), { method, headers, body: text, signal });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") {
      throw error;
    }
    throw new ApiError(0, "unreachable", "the server does not answer");
  }
}

/** Makes a change and returns the answer's `data`; a refusal is thrown in the server's words. */
export async function changed<T>(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  return dataOf<T>(await change(method, path, body, signal));
}

/** Asks and returns the answer's `data`. */
export async function asked<T>(path: string, params: Params = {}, signal?: AbortSignal): Promise<T> {
  return dataOf<T>(await send(path, params, signal));
}

/** The `data` of an answer, or the body where there is no envelope. */
export async function dataOf<T>(response: Response): Promise<T> {
  if (response.status === 204 || (response.ok && response.headers.get("Content-Length") === "0")) {
    return undefined as T;
  }
  const body = (await readJson(response)) as { data?: unknown; error?: string; errorType?: string };
  if (!response.ok) {
    const words = typeof body === "string" ? body : (body?.error ?? `status ${response.status}`);
    throw new ApiError(response.status, body?.errorType ?? "refused", words, body);
  }
  return (typeof body === "object" && body !== null && "data" in body ? body.data : body) as T;
}

/** `fetch` for libraries that bring their own calls. */
export const rawFetch: typeof fetch = (input, init) => fetch(input, init);

/** Reads a body that must be JSON, whatever the status. */
export async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    const words = text.trim().slice(0, 300);
    throw new ApiError(response.status, "unreadable", words || `status ${response.status} without a body`);
  }
}
