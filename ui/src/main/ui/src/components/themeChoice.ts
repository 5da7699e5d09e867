import { useCallback, useEffect, useState } from "react";

export const THEME_CHOICES = ["dark", "light", "system"] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const KEY = "tocsin.theme";

/** Reads a preference; storage may be switched off, and then nothing is remembered. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // a preference that cannot be kept lasts until the page is left
  }
}

function apply(choice: ThemeChoice): void {
  const system = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  document.documentElement.dataset.theme = choice === "system" ? system : choice;
}

/** Dark, light or as the system says; remembered per browser, applied at once. */
export function useThemeChoice(): [ThemeChoice, (choice: ThemeChoice) => void] {
  const [choice, setChoice] = useState<ThemeChoice>(
    () => THEME_CHOICES.find((c) => c === remembered(KEY)) ?? "system",
  );
  useEffect(() => {
    apply(choice);
    const media = matchMedia("(prefers-color-scheme: light)");
    const follow = () => apply(choice);
    media.addEventListener("change", follow);
    return () => media.removeEventListener("change", follow);
  }, [choice]);
  const choose = useCallback((next: ThemeChoice) => {
    remember(KEY, next);
    setChoice(next);
  }, []);
  return [choice, choose];
}
