import { nameParts } from "../../lib/promql";

/** A series as it is told from the others: the labels muted, their values not. */
export function SeriesName({ name }: { name: string }) {
  let at = 0;
  return nameParts(name).map((part) => {
    const key = at;
    at += part.text.length;
    return (
      <span key={key} className={part.quiet ? "muted" : undefined}>
        {part.text}
      </span>
    );
  });
}
