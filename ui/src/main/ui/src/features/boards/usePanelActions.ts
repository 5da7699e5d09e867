import { useNavigate } from "@tanstack/react-router";
import { useCallback, useRef } from "react";
import { copyText } from "../../components/controls";
import { useToast } from "../../components/toast";
import type { PlacedPanel } from "../../lib/board/repeat";
import { stringifySearch } from "../../lib/search";
import type { BoardView, PanelAction } from "./context";
import type { Draft } from "./draft";
import { duplicated, removed } from "./edits";
import type { BoardSearch } from "./search";

interface Ask {
  patch: (change: Partial<BoardSearch>, replace?: boolean) => void;
  draft?: Draft;
  onEdit?: () => void;
  onInspect: (placed: PlacedPanel) => void;
}

function exprsOf(view: BoardView, { key, panel }: PlacedPanel): string[] {
  const planned = view.feed.get(key).plan?.queries.map((q) => q.expr) ?? [];
  return planned.length > 0 ? planned : (panel.queries ?? []).flatMap((q) => q.expr ?? []);
}

/** What the menu of a panel and its keys do. The view is connected after it was made, because it needs this. */
export function usePanelActions({ patch, draft, onEdit, onInspect }: Ask) {
  const navigate = useNavigate();
  const toast = useToast();
  const view = useRef<BoardView | undefined>(undefined);
  const latest = useRef({ patch, draft, onEdit, onInspect });
  latest.current = { patch, draft, onEdit, onInspect };

  const act = useCallback(
    (action: PanelAction, placed: PlacedPanel) => {
      const now = view.current;
      const { patch, draft, onEdit, onInspect } = latest.current;
      if (!now) {
        return;
      }
      const name = placed.panel.title || `Panel ${placed.panel.id}`;
      const range = {
        from: now.search.from ?? new Date(now.at.fromMillis).toISOString(),
        to: now.search.to ?? (now.search.from ? undefined : new Date(now.at.toMillis).toISOString()),
        tz: now.search.tz,
      };
      const take = (what: "csv" | "png") =>
        void import("./download")
          .then((m) => (what === "csv" ? m.saveTable(now, placed, name) : m.savePicture(placed, name)))
          .catch((error: unknown) =>
            toast({ state: "warning", text: `${name}: ${error instanceof Error ? error.message : error}` }),
          );
      switch (action) {
        case "view":
          patch({ viewPanel: placed.key });
          break;
        case "edit":
          if (!placed.copy) {
            onEdit?.();
            patch({ editPanel: String(placed.panel.id), edit: "1", viewPanel: undefined });
          }
          break;
        case "explore":
          void navigate({ to: "/explore", search: { ...range, q: exprsOf(now, placed) } });
          break;
        case "alert":
          void navigate({
            to: "/alerting/rules/new" as never,
            search: { ...range, expr: exprsOf(now, placed)[0] } as never,
          });
          break;
        case "inspect":
          onInspect(placed);
          break;
        case "csv":
        case "png":
          take(action);
          break;
        case "link": {
          const search = stringifySearch({
            ...now.search,
            viewPanel: placed.key,
            editPanel: undefined,
            edit: undefined,
          });
          void copyText(`${location.origin}${location.pathname}${search}`).then(() =>
            toast({ text: `Link to ${name} copied` }),
          );
          break;
        }
        case "duplicate":
          draft?.change((board) => duplicated(board, placed.panel.id));
          break;
        case "remove":
          draft?.change((board) => removed(board, placed.panel.id));
          toast({ text: `${name} removed`, undo: () => latest.current.draft?.undo() });
          break;
      }
    },
    [navigate, toast],
  );
  const connect = (next: BoardView | undefined) => {
    view.current = next;
  };
  return { act, connect };
}
