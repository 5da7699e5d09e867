import { rank } from "../../lib/fuzzy";
import { type Command, GROUPS } from "./command";

const PER_GROUP = 6;

/** Whether a text is more likely a query than a name: it calls, selects or calculates. */
export function looksLikeQuery(text: string): boolean {
  return /^[a-zA-Z_:({\d][\s\S]*[({[]|^[a-zA-Z_:][a-zA-Z0-9_:]*\s*[-+*/><=]+\s*[\w(]/.test(text.trim());
}

/**
 * What fits the text, by group; the group with the best hit first. Without a text everything that is always there is
 * shown; with one, each group only its best.
 */
export function arrange(commands: readonly Command[], text: string): Command[] {
  if (text.trim() === "") {
    return GROUPS.flatMap((group) => commands.filter((c) => c.group === group));
  }
  const fits = rank([...commands], text, (c) => `${c.name} ${c.also ?? ""} ${c.group}`);
  const always = commands.filter((c) => c.id === "run-query" && !fits.includes(c));
  const order = [...new Set([...always, ...fits].map((c) => c.group))];
  const all = [...always, ...fits];
  return order.flatMap((group) => all.filter((c) => c.group === group).slice(0, PER_GROUP));
}
