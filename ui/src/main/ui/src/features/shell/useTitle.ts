import { useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { useShownCrumb } from "../../components/crumb";
import { pageAt } from "../../components/pages";

/** What the page is called: its own word where it shows one thing, else that of the rail. */
export function usePageTitle(): string {
  const pathname = useRouterState({ select: (s) => s.location.pathname });
  const crumb = useShownCrumb();
  return crumb ?? pageAt(pathname)?.title ?? "Not found";
}

/** The title of the tab; what fires stands in front, so that a tab in the background tells. */
export function useDocumentTitle(critical: number): void {
  const title = usePageTitle();
  useEffect(() => {
    document.title = `${critical > 0 ? `(${critical}) ` : ""}${title} · Tocsin`;
  }, [title, critical]);
}
