import { type TimeSearch, timeSearch } from "../../components/time/search";
import { oneOf, text, texts } from "../../lib/search";

export const SORTS = ["title", "updated", "folder"] as const;
export type Sort = (typeof SORTS)[number];

export interface BoardsSearch extends TimeSearch {
  q?: string;
  tag?: string[];
  folder?: string;
  starred?: "1";
  sort?: Sort;
}

export function boardsSearch(search: Record<string, unknown>): BoardsSearch {
  const tag = texts(search, "tag");
  return {
    ...timeSearch(search),
    q: text(search, "q"),
    tag: tag.length > 0 ? tag : undefined,
    folder: text(search, "folder"),
    starred: oneOf(search, "starred", ["1"]),
    sort: oneOf(search, "sort", SORTS),
  };
}

export const BOARD_TABS = ["versions", "settings"] as const;
export type BoardTab = (typeof BOARD_TABS)[number];

/** What a board's address has under fixed names. */
export interface BoardParams extends TimeSearch {
  /** Key of the panel that fills the page. */
  viewPanel?: string;
  /** Id of the panel that is open in the editor. */
  editPanel?: string;
  /** The board can be changed. */
  edit?: "1";
  tab?: BoardTab;
  version?: string;
  /** Nothing but the board; `1` or the seconds after which the next board of `rotate` comes. */
  kiosk?: string;
  /** Tags or uids of the boards that take turns. */
  rotate?: string[];
  /** Rows that are open or closed other than they are stored. */
  rows?: string[];
  /** Annotations that are on or off other than they are stored, by name. */
  marks?: string[];
}

/** Everything that a board shows, as the URL carries it; `var-NAME` are the variables, as in Grafana. */
export type BoardSearch = BoardParams & { [variable: `var-${string}`]: string | string[] | undefined };

function list(search: Record<string, unknown>, key: string): string[] | undefined {
  const found = texts(search, key).filter((t) => t !== "");
  return found.length > 0 ? found : undefined;
}

export function boardSearch(search: Record<string, unknown>): BoardSearch {
  const variables = Object.fromEntries(
    Object.keys(search)
      .filter((key) => key.startsWith("var-"))
      .map((key) => [key, texts(search, key)])
      .map(([key, values]) => [key, values?.length === 1 ? values[0] : values]),
  ) as Record<`var-${string}`, string | string[]>;
  const kiosk = search.kiosk === undefined ? undefined : (text(search, "kiosk") ?? "1");
  return {
    ...timeSearch(search),
    ...variables,
    viewPanel: text(search, "viewPanel"),
    editPanel: text(search, "editPanel"),
    edit: oneOf(search, "edit", ["1"]),
    tab: oneOf(search, "tab", BOARD_TABS),
    version: text(search, "version"),
    kiosk: kiosk === "" ? "1" : kiosk,
    rotate: list(search, "rotate"),
    rows: list(search, "rows"),
    marks: list(search, "marks"),
  };
}

/** The same for the router, which knows no open set of names. */
export const boardParams: (search: Record<string, unknown>) => BoardParams = boardSearch;

/** Chosen values by variable. */
export function chosenOf(search: BoardSearch): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(search)
      .filter(([key, value]) => key.startsWith("var-") && value !== undefined)
      .map(([key, value]) => [key.slice(4), Array.isArray(value) ? value : [String(value)]]),
  );
}

/** The list with this one in it, or without it when it was there; nothing when it is then empty. */
export function toggled(all: string[] | undefined, one: string): string[] | undefined {
  const next = all?.includes(one) ? all.filter((each) => each !== one) : [...(all ?? []), one];
  return next.length > 0 ? next : undefined;
}
