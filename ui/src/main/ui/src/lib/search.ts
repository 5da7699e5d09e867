/** A URL's query as typed values: a key once is a string, a key several times a list. */
export type RawSearch = Record<string, string | string[]>;

export function parseSearch(text: string): RawSearch {
  const out: RawSearch = {};
  for (const [key, value] of new URLSearchParams(text)) {
    const before = out[key];
    if (before === undefined) {
      out[key] = value;
    } else {
      out[key] = Array.isArray(before) ? [...before, value] : [before, value];
    }
  }
  return out;
}

/** Plain `a=b&c=d`; undefined and empty lists are left out, and characters that read well stay as they are. */
export function stringifySearch(search: Record<string, unknown>): string {
  const parts: string[] = [];
  for (const [key, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) {
        parts.push(`${encodeURIComponent(key)}=${encode(String(one))}`);
      }
    }
  }
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/%(2F|3A|2C|20)/g, (code) =>
    code === "%20" ? "+" : decodeURIComponent(code),
  );
}

export function text(search: Record<string, unknown>, key: string): string | undefined {
  const value = search[key];
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" && first !== "" ? first : undefined;
}

export function texts(search: Record<string, unknown>, key: string): string[] {
  const value = search[key];
  const all = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return all.filter((v): v is string => typeof v === "string");
}

export function oneOf<T extends string>(
  search: Record<string, unknown>,
  key: string,
  allowed: readonly T[],
): T | undefined {
  const value = text(search, key);
  return allowed.find((a) => a === value);
}

/** A switch that is on: `1` or `true` in an address, true once it was read. */
export function flag(search: Record<string, unknown>, key: string): true | undefined {
  const value = search[key];
  return value === true || value === "1" || value === "true" ? true : undefined;
}
