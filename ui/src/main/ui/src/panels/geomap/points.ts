import type { MapLayer } from "../../lib/board/model";
import type { Zone } from "../../lib/time/zone";
import type { Palette } from "../colors";
import { displayOf, shownText } from "../display";
import { type Field, type Frame, lengthOf, nameOf, numbersOf } from "../frames";
import { reduceField } from "../reduce";
import { fromGeohash, lookUp, type Place } from "./gazetteer";

export interface MapPoint {
  place: Place;
  label: string;
  size: number;
  color: string;
  weight: number;
  /** Name and value of each column, for those who point at it. */
  facts: [string, string][];
}

const find = (frame: Frame, name: string | undefined, pattern: RegExp): Field | undefined =>
  name
    ? frame.fields.find((f) => nameOf(f, frame) === name || f.name === name)
    : frame.fields.find((f) => pattern.test(f.name));

type Locate = (row: number) => Place | undefined;

function coordinates(frame: Frame, { location }: MapLayer): Locate | undefined {
  const latitude = find(frame, location.latitude, /^(?:lat|latitude)$/i);
  const longitude = find(frame, location.longitude, /^(?:lon|lng|long|longitude)$/i);
  if (!latitude || !longitude) {
    return undefined;
  }
  return (row) => {
    const [lat, lon] = [latitude.values[row], longitude.values[row]].map((v) =>
      v === null || v === "" ? Number.NaN : Number(v),
    );
    return lat === undefined || lon === undefined || Number.isNaN(lat) || Number.isNaN(lon)
      ? undefined
      : [lon, lat];
  };
}

function hashed(frame: Frame, { location }: MapLayer): Locate | undefined {
  const field = find(frame, location.geohash, /^geohash$/i);
  return field ? (row) => fromGeohash(String(field.values[row] ?? "")) : undefined;
}

function named(frame: Frame, { location }: MapLayer): Locate | undefined {
  const field = find(
    frame,
    location.lookup,
    /^(?:country|country_?code|state|iata|airport|lookup|region|location)$/i,
  );
  return field ? (row) => lookUp(String(field.values[row] ?? ""), location.gazetteer) : undefined;
}

function locator(frame: Frame, layer: MapLayer): Locate | undefined {
  switch (layer.location.mode) {
    case "coords":
      return coordinates(frame, layer);
    case "geohash":
      return hashed(frame, layer);
    case "lookup":
      return named(frame, layer);
    default:
      return coordinates(frame, layer) ?? hashed(frame, layer) ?? named(frame, layer);
  }
}

/** Series become one row each: their labels, and their last value. */
export function rowsForMap(frames: Frame[]): Frame[] {
  const series = frames.filter((f) => f.kind === "series");
  const rest = frames.filter((f) => f.kind !== "series" && f.kind !== "exemplars" && lengthOf(f) > 0);
  const columns = series.flatMap((f) =>
    f.fields.filter((x) => x.type === "number").map((field) => ({ frame: f, field })),
  );
  if (columns.length === 0) {
    return rest;
  }
  const labels = [...new Set(columns.flatMap(({ field }) => Object.keys(field.labels ?? {})))];
  const made: Frame = {
    ref: series[0]?.ref ?? "",
    name: "series",
    kind: "table",
    fields: [
      ...labels.map(
        (name): Field => ({
          name,
          type: "string",
          values: columns.map(({ field }) => field.labels?.[name] ?? ""),
          config: {},
        }),
      ),
      {
        name: "Value",
        type: "number",
        values: columns.map(({ field }) => reduceField(field, "lastNotNull")),
        config: columns[0]?.field.config ?? {},
      },
    ],
  };
  return [made, ...rest];
}

function sizes(field: Field | undefined, layer: MapLayer): (row: number) => number {
  const { minSize = 4, maxSize = 16 } = layer;
  if (!field) {
    const fixed = Math.max(2, layer.minSize ?? 5);
    return () => fixed;
  }
  const values = numbersOf(field);
  const finite = values.filter((v): v is number => v !== null && Number.isFinite(v));
  const [low, high] = [
    finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  ];
  return (row) => {
    const value = values[row];
    const share = value === null || value === undefined || high <= low ? 0.5 : (value - low) / (high - low);
    return minSize + (maxSize - minSize) * Math.sqrt(Math.max(0, share));
  };
}

export function mapPoints(frames: Frame[], layer: MapLayer, palette: Palette, zone: Zone): MapPoint[] {
  return frames.flatMap((frame): MapPoint[] => {
    const locate = locator(frame, layer);
    if (!locate) {
      return [];
    }
    const at = (name: string | undefined) =>
      name ? frame.fields.find((f) => nameOf(f, frame) === name || f.name === name) : undefined;
    const number = frame.fields.find((f) => f.type === "number" && !/^(?:lat|lon|lng)/i.test(f.name));
    const sizeOf = sizes(at(layer.sizeField), layer);
    const colorField = at(layer.colorField);
    const colorOf = colorField ? displayOf(colorField, { palette, zone }) : undefined;
    const weightField = at(layer.weightField) ?? (layer.kind === "heatmap" ? number : undefined);
    const weights = weightField ? numbersOf(weightField) : [];
    const heaviest = weights.reduce<number>((a, b) => Math.max(a, b ?? 0), 0) || 1;
    const labelField = at(layer.labelField);
    const shows = frame.fields.map((f) => displayOf(f, { palette, zone }));
    const fixed = palette.named(layer.color ?? "--accent");
    return Array.from({ length: lengthOf(frame) }, (_, row) => row).flatMap((row): MapPoint[] => {
      const place = locate(row);
      if (!place) {
        return [];
      }
      return [
        {
          place,
          label: labelField ? String(labelField.values[row] ?? "") : "",
          size: sizeOf(row),
          color: colorOf && colorField ? colorOf(colorField.values[row]).color : fixed,
          weight: weightField ? (weights[row] ?? 0) / heaviest : 1,
          facts: frame.fields.map((f, i): [string, string] => {
            const show = shows[i];
            return [nameOf(f, frame), show ? shownText(show(f.values[row])) : ""];
          }),
        },
      ];
    });
  });
}
