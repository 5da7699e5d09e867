import { Menu } from "@mantine/core";
import { Camera, Image, Link2, Pin, Share2, Sheet } from "lucide-react";
import { baseUrl } from "../../api/http";
import { saveSnapshot } from "../../api/snapshots";
import { copyText, IconButton } from "../../components/controls";
import { download, downloadCsv, fileName, pictureOf } from "../../components/download";
import { useShortcuts } from "../../components/keys/Keys";
import { useShared } from "../../components/share";
import { messageOf } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { useToast } from "../../components/toast";
import { absoluteRange } from "../../lib/time/range";
import { usePageTitle } from "./useTitle";

/** The address with both ends of the range as instants: it shows the same tomorrow. */
function fixedLink(fromMillis: number, toMillis: number): string {
  const url = new URL(location.href);
  const { from, to } = absoluteRange(fromMillis, toMillis);
  url.searchParams.set("from", from);
  url.searchParams.set("to", to);
  return url.href;
}

/** The ways to give away what is on screen. */
export function useShareActions() {
  const toast = useToast();
  const { at } = useTime();
  const shared = useShared();
  const title = usePageTitle();
  const copied = async (text: string, words: string) => {
    const done = await copyText(text);
    toast(done ? { text: words } : { state: "warning", text: `Not copied; the address is ${text}` });
  };
  return {
    canFreeze: () => shared()?.freeze !== undefined,
    canCsv: () => shared()?.csv !== undefined,
    copyLink: () => copied(location.href, "Link copied"),
    copyFixed: () => copied(fixedLink(at.fromMillis, at.toMillis), "Link with fixed times copied"),
    freeze: async () => {
      const page = shared();
      if (!page?.freeze) {
        return;
      }
      try {
        const path = location.href.slice(baseUrl().href.length - 1);
        const { path: kept } = await saveSnapshot({ title: page.title, path, data: page.freeze() });
        await copied(new URL(kept.replace(/^\//, ""), baseUrl()).href, "Frozen copy kept, its link copied");
      } catch (error) {
        toast({ state: "critical", text: `Not kept: ${messageOf(error)}` });
      }
    },
    picture: async () => {
      const main = document.querySelector("main");
      const blob = main ? await pictureOf(main) : undefined;
      if (blob) {
        download(fileName(shared()?.title ?? title, "png"), blob);
      } else {
        toast({ state: "info", text: "This page has no chart to picture" });
      }
    },
    csv: () => {
      const page = shared();
      if (page?.csv) {
        downloadCsv(page.title, page.csv());
      }
    },
  };
}

export function ShareMenu() {
  const share = useShareActions();
  useShortcuts([
    { keys: "y", label: "Copy link to this view", group: "Page", run: () => void share.copyLink() },
  ]);
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <IconButton icon={Share2} label="Share" />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Link2 className="i s" aria-hidden />} onClick={() => void share.copyLink()}>
          Copy link to this view
        </Menu.Item>
        <Menu.Item leftSection={<Pin className="i s" aria-hidden />} onClick={() => void share.copyFixed()}>
          Copy link with fixed times
        </Menu.Item>
        {share.canFreeze() && (
          <Menu.Item leftSection={<Camera className="i s" aria-hidden />} onClick={() => void share.freeze()}>
            Keep a frozen copy, copy its link
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Image className="i s" aria-hidden />} onClick={() => void share.picture()}>
          Charts as PNG
        </Menu.Item>
        {share.canCsv() && (
          <Menu.Item leftSection={<Sheet className="i s" aria-hidden />} onClick={() => share.csv()}>
            Data as CSV
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
