import { useSyncExternalStore } from "react";

const root = () => document.documentElement;

function subscribe(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(root(), { attributes: true, attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}

/** The theme now in force; canvases must be drawn anew when it changes. */
export function useThemeName(): string {
  return useSyncExternalStore(subscribe, () => root().dataset.theme ?? "dark");
}
