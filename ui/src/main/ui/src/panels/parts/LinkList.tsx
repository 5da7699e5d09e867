import { Menu } from "@mantine/core";
import type { ReactNode } from "react";
import type { LinkTarget } from "../fieldConfig";

const external = (link: LinkTarget) => (link.newTab ? { target: "_blank", rel: "noopener" } : {});

/** One link goes where it says; several open a menu. */
export function LinkList({ links, children }: { links: LinkTarget[]; children: ReactNode }) {
  const [first] = links;
  if (!first) {
    return <>{children}</>;
  }
  if (links.length === 1) {
    return (
      <a className="link" href={first.href} title={first.title} {...external(first)}>
        {children}
      </a>
    );
  }
  return (
    <Menu>
      <Menu.Target>
        <button
          type="button"
          className="link"
          style={{ all: "unset", cursor: "pointer", color: "var(--accent)" }}
        >
          {children}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {links.map((link) => (
          <Menu.Item key={link.title + link.href} component="a" href={link.href} {...external(link)}>
            {link.title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
