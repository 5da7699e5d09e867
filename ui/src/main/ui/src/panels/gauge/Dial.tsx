import type { PanelOptions } from "../../lib/board/model";
import { measureText } from "../../lib/units/measure";
import type { Palette } from "../colors";
import { TrendArea } from "../parts/TrendArea";
import { fittingFont, ValueText } from "../parts/ValueText";
import type { PanelValue } from "../parts/values";
import { type Arc, arcPath, pointOn, thresholdShares } from "./arc";
import { gaugeEnds } from "./ends";

interface DialProps {
  value: PanelValue;
  width: number;
  height: number;
  options: PanelOptions;
  palette: Palette;
  named: boolean;
  zone: string;
}

function arcOf(width: number, height: number, circle: boolean, labels: boolean): { arc: Arc; thick: number } {
  const pad = labels ? 30 : 4;
  if (circle) {
    const radius = Math.max(10, Math.min(width, height) / 2 - pad);
    const thick = Math.min(22, radius * 0.2);
    return {
      arc: {
        cx: width / 2,
        cy: height / 2,
        radius: radius - thick / 2,
        from: -Math.PI / 2,
        to: Math.PI * 1.5,
      },
      thick,
    };
  }
  const reach = Math.PI * 0.12;
  const drop = Math.sin(reach);
  const radius = Math.max(10, Math.min((width - pad * 2) / 2, (height - pad) / (1 + drop) - 2));
  const thick = Math.min(24, radius * 0.22);
  const cy = (height + radius * (1 - drop)) / 2 + pad / 4;
  return {
    arc: {
      cx: width / 2,
      cy,
      radius: radius - thick / 2 - 4,
      from: Math.PI - reach,
      to: Math.PI * 2 + reach,
    },
    thick,
  };
}

function Segments({
  arc,
  count,
  spacing,
  share,
  thick,
  colorAt,
  track,
}: {
  arc: Arc;
  count: number;
  spacing: number;
  share: number;
  thick: number;
  colorAt: (share: number) => string;
  track: string;
}) {
  const step = 1 / count;
  return (
    <>
      {Array.from({ length: count }, (_, i) => i).map((i) => {
        const middle = (i + 0.5) * step;
        return (
          <path
            key={i}
            d={arcPath(arc, i * step + (step * spacing) / 2, (i + 1) * step - (step * spacing) / 2)}
            stroke={middle <= share ? colorAt(middle) : track}
            strokeWidth={thick}
            fill="none"
          />
        );
      })}
    </>
  );
}

interface Step {
  from: number;
  to: number;
  color: string;
  value: number | null;
}

/** The steps as a thin ring around the dial, and their values beside it. */
function Steps({
  steps,
  arc,
  thick,
  value,
  options,
  palette,
  zone,
}: { steps: Step[]; arc: Arc; thick: number } & DialProps) {
  const { config } = value.field;
  const unit = config.thresholds?.mode === "percentage" ? "percent" : config.unit;
  const markers = options.showThresholdMarkers !== false && steps.length > 1;
  const labels = options.showThresholdLabels ? steps.filter((s) => s.value !== null) : [];
  const ring = { ...arc, radius: arc.radius + thick / 2 + 3 };
  const anchor = (x: number) => (x < arc.cx - 4 ? "end" : x > arc.cx + 4 ? "start" : "middle");
  return (
    <>
      {markers &&
        steps.map((s) => (
          <path
            key={s.from}
            d={arcPath(ring, s.from, s.to)}
            stroke={palette.named(s.color)}
            strokeWidth={3}
            fill="none"
          />
        ))}
      {labels.map((s) => {
        const [x, y] = pointOn(arc, s.from, thick / 2 + 13);
        return (
          <text
            key={s.from}
            x={x}
            y={y}
            fontSize={11}
            fill={palette.named(s.color)}
            textAnchor={anchor(x)}
            dominantBaseline="middle"
          >
            {measureText(s.value ?? 0, unit, { zone, decimals: config.decimals })}
          </text>
        );
      })}
    </>
  );
}

function Track({
  arc,
  share,
  thick,
  value,
  options,
  palette,
  steps,
}: { arc: Arc; share: number; thick: number; steps: Step[] } & DialProps) {
  const track = palette.token("--border");
  const mode = value.field.config.color?.mode ?? "thresholds";
  const colorAt = (at: number) =>
    mode.startsWith("continuous-")
      ? palette.scale(mode, at)
      : palette.named(steps.findLast((s) => s.from <= at)?.color ?? value.color);
  if (options.segmentCount && options.segmentCount > 1) {
    return (
      <Segments
        arc={arc}
        count={options.segmentCount}
        spacing={options.segmentSpacing ?? 0.3}
        share={share}
        thick={thick}
        colorAt={options.effects?.gradient || mode.startsWith("continuous-") ? colorAt : () => value.color}
        track={track}
      />
    );
  }
  const cap = options.barShape === "rounded" ? "round" : "butt";
  const glow = options.effects?.barGlow ? { filter: `drop-shadow(0 0 4px ${value.color})` } : undefined;
  return (
    <>
      <path d={arcPath(arc, 0, 1)} stroke={track} strokeWidth={thick} fill="none" strokeLinecap={cap} />
      {share > 0 && (
        <path
          d={arcPath(arc, 0, share)}
          stroke={value.color}
          strokeWidth={thick}
          fill="none"
          strokeLinecap={cap}
          style={glow}
        />
      )}
    </>
  );
}

export function Dial(dial: DialProps) {
  const { value, width, height, options, palette, named } = dial;
  const circle = options.gaugeShape === "circle";
  const { min, max } = gaugeEnds(value.field);
  const { thresholds } = value.field.config;
  const own = height - (named ? 22 : 0);
  const { arc, thick } = arcOf(width, own, circle, options.showThresholdLabels === true);
  const numeric = value.numeric ?? Number.NaN;
  const share = Number.isNaN(numeric) ? 0 : Math.max(0, Math.min(1, (numeric - min) / (max - min || 1)));
  const steps = thresholdShares(thresholds?.steps ?? [], thresholds?.mode ?? "absolute", min, max);
  const inner = arc.radius - thick / 2;
  const fontSize = options.text?.valueSize ?? fittingFont(value.text, inner * 1.5, inner * 0.55, 44);
  const [endX, endY] = pointOn(arc, share);
  const marker = options.endpointMarker !== undefined && options.endpointMarker !== "none";
  return (
    <figure style={{ width, height, position: "relative" }} aria-label={`${value.name}: ${value.text}`}>
      <svg width={width} height={own} aria-hidden="true">
        <Track {...dial} arc={arc} share={share} thick={thick} steps={steps} />
        {marker && <circle cx={endX} cy={endY} r={thick * 0.28} fill={palette.token("--surface")} />}
        <Steps {...dial} steps={steps} arc={arc} thick={thick} />
      </svg>
      <span
        style={{
          position: "absolute",
          left: 0,
          right: 0,
          top: arc.cy - fontSize * (circle ? 0.6 : 0.75),
          textAlign: "center",
        }}
      >
        <ValueText
          value={value}
          fontSize={fontSize}
          color={value.shown.isColored ? value.color : undefined}
        />
      </span>
      {options.sparkline && value.trend && (
        <span style={{ position: "absolute", left: width / 2 - inner * 0.6, top: arc.cy + fontSize * 0.45 }}>
          <TrendArea
            values={value.trend}
            width={inner * 1.2}
            height={Math.max(12, inner * 0.3)}
            color={value.color}
          />
        </span>
      )}
      {named && (
        <figcaption
          className="t12 muted ell"
          style={{ textAlign: "center", fontSize: options.text?.titleSize }}
          title={value.name}
        >
          {value.name}
        </figcaption>
      )}
    </figure>
  );
}
