import { useMemo } from "react";
import { useRanges, useVectors } from "../../api/hooks";
import { type Column, toColumn } from "../../charts/frame";
import { HOST_FIGURES, type HostFigure, type HostRow, hostRows, hostsQueries } from "../../lib/hosts";
import { alignToStep, rateWindow, stepFor } from "../../lib/time/step";
import { useNarrowed } from "../filters";
import { useTime } from "../time/TimeContext";

/** Exporters are scraped this often or oftener, as a rule; a rate needs four samples. */
const SCRAPE_SECONDS = 15;
const SPARK_PIXELS = 180;

export interface Hosts {
  rows: HostRow[];
  isFirst: boolean;
  error: Error | null;
}

/** Every host whose metrics come in, with its figures at the end of the page's range. */
export function useHosts(): Hosts {
  const { at } = useTime();
  const queries = useMemo(() => {
    const all = hostsQueries(rateWindow(60, SCRAPE_SECONDS));
    return HOST_FIGURES.map((figure) => all[figure]);
  }, []);
  const { vectors, error } = useVectors(useNarrowed(queries), Math.floor(at.toMillis / 1000));
  return useMemo(() => {
    const answers = Object.fromEntries(HOST_FIGURES.map((figure, i) => [figure, vectors[i]]));
    return { rows: hostRows(answers), isFirst: vectors[0] === undefined && error === null, error };
  }, [vectors, error]);
}

/** The course of one figure of every host over the page's range. */
export function useHostLines(figures: HostFigure[]): (instance: string, figure: HostFigure) => Column {
  const { at } = useTime();
  const stepSeconds = stepFor(at, SPARK_PIXELS, SCRAPE_SECONDS);
  const { start, end } = alignToStep(at, stepSeconds);
  const wanted = figures.join(",");
  const queries = useMemo(() => {
    const all = hostsQueries(rateWindow(stepSeconds, SCRAPE_SECONDS));
    return wanted.split(",").map((figure) => all[figure as HostFigure]);
  }, [wanted, stepSeconds]);
  const { answers } = useRanges(useNarrowed(queries), { start, end, stepSeconds });
  return useMemo(() => {
    const grid = { start, end, stepSeconds };
    const names = wanted.split(",");
    return (instance, figure) => {
      const series = answers[names.indexOf(figure)]?.data.find((s) => s.metric.instance === instance);
      return series ? toColumn(series, grid) : [];
    };
  }, [answers, wanted, start, end, stepSeconds]);
}
