import { Menu } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { LayoutDashboard, Plus } from "lucide-react";
import { useState } from "react";
import { boards, createBoard, readBoard, saveBoard } from "../../api/boards";
import { Button } from "../../components/controls";
import { useMay } from "../../components/session";
import { messageOf } from "../../components/states";
import { useToast } from "../../components/toast";
import type { Panel } from "../../lib/board/model";
import { newBoard, withPanel } from "./toPanel";

const MAX_SHOWN = 12;

/** Puts what Explore shows onto a board as a panel. */
export function AddToBoard({ panel }: { panel: () => Omit<Panel, "id" | "grid"> }) {
  const [open, setOpen] = useState(false);
  const may = useMay("editor");
  const toast = useToast();
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ["dashboards", "names"],
    queryFn: ({ signal }) => boards(signal),
    enabled: open,
    retry: false,
  });
  const editable = (data ?? []).filter((entry) => entry.editable !== false);
  const attempt = async (act: () => Promise<string>) => {
    try {
      toast({ text: await act() });
      await client.invalidateQueries({ queryKey: ["dashboards"] });
    } catch (error) {
      toast({ state: "critical", text: `Not added: ${messageOf(error)}` });
    }
  };
  const addTo = (uid: string, title: string) =>
    attempt(async () => {
      const wanted = panel();
      const { dashboard, meta } = await readBoard(uid);
      await saveBoard(uid, {
        dashboard: withPanel(dashboard, wanted),
        folder: meta.folder,
        version: meta.version,
        message: `added ${wanted.title ?? "a panel"} from Explore`,
      });
      return `Added to ${title}`;
    });
  const addNew = () =>
    attempt(async () => {
      const wanted = panel();
      await createBoard({
        dashboard: newBoard(wanted.title ?? "From Explore", wanted),
        folder: "",
        message: "made from Explore",
      });
      return `Made the board ${wanted.title ?? "From Explore"}`;
    });
  if (!may) {
    return null;
  }
  return (
    <Menu position="bottom-end" opened={open} onChange={setOpen} width={260}>
      <Menu.Target>
        <Button icon={LayoutDashboard}>Add to board</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Plus className="i s" aria-hidden />} onClick={() => void addNew()}>
          New board
        </Menu.Item>
        {editable.slice(0, MAX_SHOWN).map(({ uid, title }) => (
          <Menu.Item key={uid} onClick={() => void addTo(uid, title)}>
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
