import { Menu } from "@mantine/core";
import { ChevronDown, ExternalLink } from "lucide-react";
import { baseUrl } from "../../api/http";
import { Button } from "../../components/controls";
import { interpolate } from "../../lib/board/interpolate";
import { type LinkContext, linkHref } from "../../lib/board/links";
import type { Link } from "../../lib/board/model";
import { useBoardView } from "./context";
import { linkContext } from "./linkContext";
import { useBoards } from "./useBoards";

function boardLink(uid: string, link: Link): Pick<Link, "url" | "keepTime" | "keepVariables"> {
  return {
    url: `dashboards/${encodeURIComponent(uid)}`,
    keepTime: link.keepTime,
    keepVariables: link.keepVariables,
  };
}

const absolute = (href: string) => new URL(href, baseUrl()).href;

/** A link to every board that has the tags. */
function TagLinks({ link, context, uid }: { link: Link; context: LinkContext; uid: string }) {
  const { data = [] } = useBoards();
  const wanted = link.tags ?? [];
  const found = data.filter((b) => b.uid !== uid && wanted.every((tag) => b.tags.includes(tag)));
  const href = (to: string) => absolute(linkHref(boardLink(to, link), context));
  const target = link.newTab ? "_blank" : undefined;
  if (!link.dropdown) {
    return found.map((board) => (
      <a key={board.uid} className="link t12" href={href(board.uid)} target={target} rel="noreferrer">
        {board.title}
      </a>
    ));
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button>
          {interpolate(link.title, context.interpolation, "text") || "Dashboards"}
          <ChevronDown className="i" aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {found.length === 0 && (
          <Menu.Item disabled>no other dashboard has {wanted.join(", ") || "a tag"}</Menu.Item>
        )}
        {found.map((board) => (
          <Menu.Item key={board.uid} component="a" href={href(board.uid)} target={target} rel="noreferrer">
            {board.title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function BoardLinks() {
  const view = useBoardView();
  const context = linkContext(view, view.resolved.values);
  return (
    <>
      {(view.board.links ?? []).map((link) =>
        link.url === undefined ? (
          <TagLinks key={`${link.title} ${link.tags}`} link={link} context={context} uid={view.uid} />
        ) : (
          <a
            key={`${link.title} ${link.url}`}
            className="link t12 row g4"
            href={absolute(linkHref(link, context))}
            target={link.newTab ? "_blank" : undefined}
            rel="noreferrer"
            title={link.tooltip}
          >
            {interpolate(link.title, context.interpolation, "text")}
            {link.newTab && <ExternalLink className="i s" aria-hidden />}
          </a>
        ),
      )}
    </>
  );
}
