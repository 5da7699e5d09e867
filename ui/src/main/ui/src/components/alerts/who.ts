import { remember, remembered } from "../themeChoice";

const KEY = "tocsin.who";

/** In whose name alerts are acknowledged and silenced while nobody has to sign in. */
export function whoAmI(): string {
  return remembered(KEY) ?? "";
}

export function rememberMe(name: string): void {
  remember(KEY, name);
}
