import { geoGraticule10, geoMercator, geoPath } from "d3-geo";
import type { FeatureCollection, Geometry } from "geojson";
import { Minus, Plus, RotateCcw } from "lucide-react";
import { use, useMemo, useRef, useState } from "react";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import chart from "../../charts/TimeChart.module.css";
import { useThemeName } from "../../charts/theme";
import { IconButton } from "../../components/controls";
import { pagePalette } from "../colors";
import { fillTip, placeTip } from "../parts/tip";
import type { KindProps } from "../types";
import styles from "./geomap.module.css";
import { HeatLayer, Marker } from "./Layers";
import { type MapPoint, mapPoints, rowsForMap } from "./points";

type Land = FeatureCollection<Geometry>;

let land: Promise<Land> | undefined;

/** The lands of the world, fetched when the first map is shown. */
function lands(): Promise<Land> {
  land ??= import("world-atlas/countries-110m.json").then((world) => {
    const topology = world.default as unknown as Topology<{ countries: GeometryCollection }>;
    return feature(topology, topology.objects.countries);
  });
  return land;
}
const GRATICULE = geoGraticule10();
const MAX_ZOOM = 40;

interface View {
  lon: number;
  lat: number;
  /** As maps count: each step doubles. */
  zoom: number;
}

const NAMED: Record<string, View> = {
  zero: { lon: 0, lat: 20, zoom: 1 },
  europe: { lon: 10, lat: 50, zoom: 3.2 },
  "north-america": { lon: -100, lat: 40, zoom: 3 },
  "south-america": { lon: -60, lat: -20, zoom: 3 },
  africa: { lon: 20, lat: 2, zoom: 3 },
  "west-asia": { lon: 53, lat: 26, zoom: 4 },
  "south-asia": { lon: 80, lat: 20, zoom: 4 },
  "south-east-asia": { lon: 110, lat: 8, zoom: 4 },
  "east-asia": { lon: 115, lat: 35, zoom: 4 },
  australia: { lon: 135, lat: -27, zoom: 4 },
  oceania: { lon: 165, lat: -15, zoom: 3 },
};

/** A view around all points, when the board asks for one. */
function fitted(points: MapPoint[], width: number): View | undefined {
  if (points.length === 0) {
    return undefined;
  }
  const lons = points.map((p) => p.place[0]);
  const lats = points.map((p) => p.place[1]);
  const [w, e] = [Math.min(...lons), Math.max(...lons)];
  const [s, n] = [Math.min(...lats), Math.max(...lats)];
  const span = Math.max(e - w, (n - s) * 1.4, 6) * 1.25;
  return { lon: (w + e) / 2, lat: (s + n) / 2, zoom: Math.log2((width / 256) * (360 / span)) };
}

/** The world without a server of maps: lands from a file of the program, points from the queries. */
export default function GeoMapPanel({ panel, frames, size, zone }: KindProps) {
  const palette = pagePalette(useThemeName());
  const known = use(lands());
  const map = panel.options?.map ?? { layers: [] };
  const layers = useMemo(
    () =>
      (panel.options?.map?.layers ?? []).map((layer) => ({
        layer,
        points: mapPoints(rowsForMap(frames), layer, palette, zone),
      })),
    [panel, frames, palette, zone],
  );
  const wish = map.view ?? {};
  const base: View = (wish.id === "fit"
    ? fitted(
        layers.flatMap((l) => l.points),
        size.width,
      )
    : NAMED[wish.id ?? ""]) ?? { lon: wish.lon ?? 0, lat: wish.lat ?? 20, zoom: wish.zoom ?? 1 };
  const [moved, setMoved] = useState<View | null>(null);
  const view = moved ?? base;
  const tip = useRef<HTMLDivElement>(null);
  const room = useRef<HTMLDivElement>(null);
  const drag = useRef<{ x: number; y: number; view: View } | null>(null);
  const scale = (256 * 2 ** view.zoom) / (2 * Math.PI);
  const projection = geoMercator()
    .center([view.lon, view.lat])
    .scale(Math.max(scale, size.width / (2 * Math.PI)))
    .translate([size.width / 2, size.height / 2]);
  const path = geoPath(projection);
  const placed = layers.map(({ layer, points }) => ({
    layer,
    points: points.map((p) => {
      const [x = 0, y = 0] = projection(p.place) ?? [];
      return { ...p, x, y };
    }),
  }));
  const zoomBy = (by: number) =>
    setMoved({ ...view, zoom: Math.max(0.5, Math.min(Math.log2(MAX_ZOOM) * 3, view.zoom + by)) });
  const onMove = (event: React.PointerEvent) => {
    const bounds = room.current?.getBoundingClientRect();
    if (!bounds || !tip.current || !room.current) {
      return;
    }
    const [x, y] = [event.clientX - bounds.left, event.clientY - bounds.top];
    if (drag.current) {
      const from = drag.current;
      const moveTo = geoMercator()
        .center([from.view.lon, from.view.lat])
        .scale(projection.scale())
        .translate([size.width / 2, size.height / 2])
        .invert?.([size.width / 2 - (x - from.x), size.height / 2 - (y - from.y)]);
      if (moveTo) {
        setMoved({ ...view, lon: moveTo[0], lat: Math.max(-80, Math.min(80, moveTo[1])) });
      }
      return;
    }
    const near = placed
      .filter(({ layer }) => layer.kind === "markers" && layer.tooltip !== false)
      .flatMap(({ points }) => points)
      .findLast((p) => Math.hypot(p.x - x, p.y - y) <= p.size + 3);
    tip.current.hidden = !near || map.tooltip === "none";
    if (near && map.tooltip !== "none") {
      fillTip(
        tip.current,
        near.label || "",
        near.facts.slice(0, 12).map(([name, value]) => ({ name, value })),
      );
      placeTip(tip.current, room.current, x, y);
    }
  };
  const count = layers.reduce((sum, l) => sum + l.points.length, 0);
  return (
    <div ref={room} className={chart.chart} style={{ ...size, position: "relative", overflow: "hidden" }}>
      <svg
        width={size.width}
        height={size.height}
        role="img"
        aria-label={`${panel.title ?? "Map"}: ${count} places`}
        className={styles.map}
        onPointerDown={(e) => {
          const bounds = e.currentTarget.getBoundingClientRect();
          drag.current = { x: e.clientX - bounds.left, y: e.clientY - bounds.top, view };
          e.currentTarget.setPointerCapture(e.pointerId);
        }}
        onPointerMove={onMove}
        onPointerUp={() => {
          drag.current = null;
        }}
        onWheel={(e) => map.controls?.mouseWheelZoom !== false && zoomBy(e.deltaY < 0 ? 0.25 : -0.25)}
      >
        <path d={path(GRATICULE) ?? ""} className={styles.lines} />
        {known.features.map((land, i) => (
          <path key={String(land.id ?? i)} d={path(land) ?? ""} className={styles.land} />
        ))}
        {placed
          .filter(({ layer }) => layer.kind === "markers")
          .map(({ layer, points }, l) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a layer is known by its place
            <g key={l}>
              {points.map((point, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a point is known by its row
                <Marker key={i} point={point} layer={layer} halo={palette.token("--halo")} />
              ))}
            </g>
          ))}
      </svg>
      {placed
        .filter(({ layer }) => layer.kind === "heatmap")
        .map(({ layer, points }, l) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a layer is known by its place
          <HeatLayer key={l} points={points} layer={layer} palette={palette} size={size} />
        ))}
      {map.controls?.showZoom !== false && (
        <div className={styles.controls}>
          <IconButton icon={Plus} label="Closer" onClick={() => zoomBy(0.5)} />
          <IconButton icon={Minus} label="Farther" onClick={() => zoomBy(-0.5)} />
          {moved && (
            <IconButton icon={RotateCcw} label="As the board has it" onClick={() => setMoved(null)} />
          )}
        </div>
      )}
      <div ref={tip} className="tip" hidden />
      {count === 0 && (
        <p className={styles.none}>
          No row has a place:{" "}
          {layers.length === 0
            ? "the map has no layer"
            : "no column holds coordinates, a geohash, or a known code"}
          .
        </p>
      )}
    </div>
  );
}
