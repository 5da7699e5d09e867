import { createContext, useContext } from "react";
import type { Interpolation } from "../../lib/board/interpolate";
import type { Dashboard } from "../../lib/board/model";
import type { Placed, PlacedPanel } from "../../lib/board/repeat";
import type { Resolved } from "../../lib/board/variables";
import type { Instants } from "../../lib/time/range";
import type { Zone } from "../../lib/time/zone";
import type { Crosshair } from "../../panels/crosshair";
import type { AnnotationMark, PanelAlert } from "../../panels/types";
import type { Draft } from "./draft";
import type { Feed } from "./feed";
import type { BoardSearch } from "./search";

/** What every part of an open board needs. */
export interface BoardView {
  board: Dashboard;
  uid: string;
  search: BoardSearch;
  /** Changes the address; `replace` leaves no step in the history. */
  patch: (change: Partial<BoardSearch>, replace?: boolean) => void;
  resolved: Resolved;
  interpolation: Interpolation;
  placed: Placed[];
  feed: Feed;
  at: Instants;
  zone: Zone;
  crosshair: Crosshair;
  marksOf: (panel: number) => AnnotationMark[];
  alerts?: PanelAlert[];
  /** Panels in sight say so; only they are asked for. */
  onSight: (key: string, inSight: boolean) => void;
  setVariable: (name: string, values: string[] | undefined) => void;
  /** Undefined while the board is only looked at. */
  draft?: Draft;
  /** Absent where there is nothing to choose: a frozen board has no menus. */
  onMenu?: (action: PanelAction, placed: PlacedPanel) => void;
}

export type PanelAction =
  | "view"
  | "edit"
  | "explore"
  | "csv"
  | "png"
  | "link"
  | "alert"
  | "inspect"
  | "duplicate"
  | "remove";

export const BoardContext = createContext<BoardView | null>(null);

export function useBoardView(): BoardView {
  const view = useContext(BoardContext);
  if (!view) {
    throw new Error("useBoardView: outside of a board");
  }
  return view;
}
