import { baseUrl } from "../api/http";

/** The address at which this page's server is reached, with a slash at its end: what snippets name. */
export function useServerAddress(): string {
  return baseUrl().href;
}
