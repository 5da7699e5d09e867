import { useNavigate } from "@tanstack/react-router";
import { deleteBoard, type StoredBoard, undeleteBoard } from "../../api/boards";
import { messageOf } from "../../components/states";
import { keepTime } from "../../components/time/search";
import { useToast } from "../../components/toast";
import type { BoardAction } from "./BoardHeader";
import type { BoardSearch } from "./search";
import { useForgetBoards } from "./useBoards";

export type Dialog = "save" | "copy" | "export";

/** What the title row of a board does. */
export function useBoardActions(stored: StoredBoard, patch: Patch, setDialog: (dialog: Dialog) => void) {
  const { uid } = stored.dashboard;
  const navigate = useNavigate();
  const toast = useToast();
  const forget = useForgetBoards();
  const remove = async () => {
    try {
      await deleteBoard(uid);
      await navigate({ to: "/dashboards", search: keepTime });
      await forget();
      const back = async () => {
        await undeleteBoard(uid);
        await forget(uid);
        await navigate({ to: "/dashboards/$uid", params: { uid }, search: keepTime });
      };
      toast({ text: `${stored.dashboard.title} deleted; it is kept for 30 days`, undo: () => void back() });
    } catch (error) {
      toast({ state: "warning", text: `Not deleted: ${messageOf(error)}` });
    }
  };
  return (action: BoardAction) => {
    switch (action) {
      case "edit":
        patch({ edit: "1", viewPanel: undefined });
        break;
      case "settings":
        patch({ edit: "1", tab: "settings", viewPanel: undefined });
        break;
      case "versions":
        patch({ tab: "versions" });
        break;
      case "kiosk":
        patch({ kiosk: "1" });
        break;
      case "rotate":
        patch({ kiosk: "30", rotate: stored.dashboard.tags?.length ? stored.dashboard.tags : ["starred"] });
        break;
      case "delete":
        void remove();
        break;
      case "copy":
      case "export":
        setDialog(action);
        break;
    }
  };
}

export type Patch = (change: Partial<BoardSearch>, replace?: boolean) => void;
