import { useRouter } from "@tanstack/react-router";
import { useMemo } from "react";
import { PAGES, type Page } from "./pages";

/** The pages that have a route. */
export function usePages(): Page[] {
  const router = useRouter();
  return useMemo(() => {
    const routes: Record<string, unknown> = router.routesByPath;
    return PAGES.filter((page) => page.path in routes);
  }, [router]);
}
