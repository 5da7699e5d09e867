import type { Panel } from "../lib/board/model";
import type { Zone } from "../lib/time/zone";
import type { Crosshair } from "./crosshair";
import type { Frame } from "./frames";

/** A mark over the time of every chart. Times in Unix milliseconds. */
export interface AnnotationMark {
  name: string;
  time: number;
  /** A region ends here. */
  timeEnd?: number;
  title?: string;
  text?: string;
  tags?: string[];
  color?: string;
}

/** An alert as an alert list shows it. */
export interface PanelAlert {
  name: string;
  state: "firing" | "pending" | "inactive" | "error" | "noData" | "normal" | "recovering";
  labels: Record<string, string>;
  annotations?: Record<string, string>;
  /** Since when, Unix milliseconds. */
  since?: number;
  value?: number;
  /** The group's file or folder. */
  folder?: string;
  /** Where to look at it. */
  href?: string;
}

export interface PanelHooks {
  /** The reader drew over a part of the time. */
  onZoom?: (fromMillis: number, toMillis: number) => void;
  /** A double click on a chart. */
  onUndoZoom?: () => void;
  /** Where the pointer is in time, shared with the other panels. */
  crosshair?: Crosshair;
  /** A value of a filterable cell was chosen. */
  onFilter?: (key: string, operator: "=" | "!=", value: string) => void;
  /** Names that the reader hid in the legend; absent keeps that inside the panel. */
  onLegend?: (hidden: string[]) => void;
  /** Asks again after an error. */
  onRetry?: () => void;
}

/** Fills in the variables of the board; `scope` holds more names, such as `__value.raw`. */
export type Replace = (text: string, scope?: Record<string, string>) => string;

/** Why a query failed. */
export interface PanelError {
  message: string;
  /** The query as it was asked; the place of the fault is underlined in it. */
  query?: string;
  ref?: string;
}

export interface PanelViewProps {
  panel: Panel;
  /** As they came from the queries: the view itself applies transformations and field settings. */
  frames: Frame[];
  /** Unix milliseconds. */
  range: { from: number; to: number };
  zone: Zone;
  /** Of the panel's body, in pixels. */
  size: { width: number; height: number };
  hooks?: PanelHooks;
  replace?: Replace;
  annotations?: AnnotationMark[];
  alerts?: PanelAlert[];
  error?: PanelError;
  /** Old frames stay on screen, dimmed. */
  loading?: boolean;
  /** Since when the server has not answered, Unix milliseconds. */
  staleSince?: number;
}

/** What every kind of panel gets: the frames are transformed and their fields have all settings. */
export interface KindProps extends Omit<PanelViewProps, "error" | "loading"> {
  replace: Replace;
  hooks: PanelHooks;
}
