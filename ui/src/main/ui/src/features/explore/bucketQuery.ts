/** The buckets behind a quantile; undefined where the query holds none. */
export function bucketQuery(query: string): string | undefined {
  const quantile = /^\s*histogram_quantile\s*\(\s*[^,]+,\s*([\s\S]+)\)\s*$/.exec(query);
  if (quantile?.[1]) {
    return quantile[1].trim();
  }
  const bare = /^\s*([a-zA-Z_:][a-zA-Z0-9_:]*_bucket(?:\{[^}]*\})?)\s*$/.exec(query);
  return bare ? `sum by (le) (rate(${bare[1]}[5m]))` : undefined;
}
