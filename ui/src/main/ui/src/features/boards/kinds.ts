import {
  BarChart3,
  BarChartHorizontal,
  Bell,
  CalendarRange,
  ChartColumn,
  ChartLine,
  ChartPie,
  Flame,
  Gauge,
  Grid3x3,
  Hash,
  type LucideIcon,
  MapPin,
  Table,
  Type,
} from "lucide-react";
import type { PanelKind } from "../../lib/board/model";

export const KIND_NAMES: Record<PanelKind, string> = {
  timeseries: "Time series",
  stat: "Stat",
  gauge: "Gauge",
  bargauge: "Bar gauge",
  table: "Table",
  pie: "Pie",
  heatmap: "Heat map",
  histogram: "Histogram",
  barchart: "Bar chart",
  statetimeline: "State timeline",
  statushistory: "Status history",
  text: "Text",
  alertlist: "Alert list",
  geomap: "Map",
};

export const KIND_ICONS: Record<PanelKind, LucideIcon> = {
  timeseries: ChartLine,
  stat: Hash,
  gauge: Gauge,
  bargauge: BarChartHorizontal,
  table: Table,
  pie: ChartPie,
  heatmap: Flame,
  histogram: ChartColumn,
  barchart: BarChart3,
  statetimeline: CalendarRange,
  statushistory: Grid3x3,
  text: Type,
  alertlist: Bell,
  geomap: MapPin,
};

export const KINDS = Object.keys(KIND_NAMES) as PanelKind[];
