import {
  aggregateOpTerms,
  binOpTerms,
  functionIdentifierTerms,
} from "@prometheus-io/codemirror-promql/dist/esm/complete/promql.terms";

/** What each function, aggregation and operator does, in the words of the editor's completion; comes with the editor. */
export const EDITOR_WORDS: ReadonlyMap<string, string> = new Map(
  [...functionIdentifierTerms, ...aggregateOpTerms, ...binOpTerms].map((term) => [
    term.label,
    "info" in term && typeof term.info === "string" ? term.info : "",
  ]),
);
