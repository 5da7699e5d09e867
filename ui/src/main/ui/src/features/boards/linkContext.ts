import type { Values } from "../../lib/board/interpolate";
import { type LinkContext, variableParams } from "../../lib/board/links";
import type { BoardView } from "./context";

/** What the links of a board may take along. */
export function linkContext(
  view: Pick<BoardView, "board" | "at" | "search" | "interpolation">,
  values: Values,
): LinkContext {
  const { board, at, search, interpolation } = view;
  const leftOut = new Set(
    (board.variables ?? []).filter((v) => v.skipUrl || v.kind === "source").map((v) => v.name),
  );
  const time = `from=${encodeURIComponent(search.from ?? Math.round(at.fromMillis))}&to=${encodeURIComponent(search.to ?? Math.round(at.toMillis))}`;
  const variables = variableParams(values, leftOut);
  const macros = { ...interpolation.macros, __all_variables: variables, __url_time_range: time };
  return { interpolation: { ...interpolation, values, macros }, time, variables };
}
