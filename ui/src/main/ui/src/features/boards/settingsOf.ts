import type { Panel, PanelKind } from "../../lib/board/model";

/** One setting as the form shows it; `path` is its place in the panel, as in YAML. */
export interface Setting {
  path: string;
  label: string;
  kind: "text" | "area" | "number" | "switch" | "select" | "color" | "unit" | "list" | "reducer" | "reducers";
  choices?: readonly (readonly [value: string, label: string])[];
  /** What holds when nothing is chosen. */
  fallback?: string | boolean;
  placeholder?: string;
}

export interface SettingGroup {
  name: string;
  settings: Setting[];
  open?: boolean;
}

const text = (path: string, label: string, placeholder?: string): Setting => ({
  path,
  label,
  kind: "text",
  placeholder,
});
const number = (path: string, label: string, placeholder?: string): Setting => ({
  path,
  label,
  kind: "number",
  placeholder,
});
const toggle = (path: string, label: string, fallback = false): Setting => ({
  path,
  label,
  kind: "switch",
  fallback,
});
const select = (path: string, label: string, words: string, fallback: string): Setting => ({
  path,
  label,
  kind: "select",
  fallback,
  choices: words.split(" ").map((each) => {
    const [value = "", name = value] = each.split(":");
    return [value, name.replaceAll("_", " ")] as const;
  }),
});

const O = "options.";
const D = "fields.defaults.";
const C = "fields.defaults.custom.";

const LEGEND: SettingGroup = {
  name: "Legend",
  settings: [
    select(`${O}legend.mode`, "As", "list table hidden", "list"),
    select(`${O}legend.placement`, "Where", "bottom right", "bottom"),
    { path: `${O}legend.calcs`, label: "Values", kind: "reducers" },
    number(`${O}legend.width`, "Width"),
    text(`${O}legend.sortBy`, "Sorted by", "Mean, Max, …"),
    toggle(`${O}legend.sortDesc`, "Largest first"),
    toggle(`${O}legend.hideEmpty`, "Leave empty series out"),
    toggle(`${O}legend.hideZero`, "Leave zero series out"),
  ],
};

const TOOLTIP: SettingGroup = {
  name: "Tooltip",
  settings: [
    select(`${O}tooltip.mode`, "Shows", "single:one_series multi:all_series none:nothing", "multi"),
    select(`${O}tooltip.sort`, "Order", "none:as_drawn asc:smallest_first desc:largest_first", "none"),
    toggle(`${O}tooltip.hideZeros`, "Leave zeros out"),
  ],
};

const REDUCE: SettingGroup = {
  name: "Value",
  open: true,
  settings: [
    select(`${O}reduce.values`, "Show", "false:one_value_of_each_series true:every_row", "false"),
    { path: `${O}reduce.calcs`, label: "Which value", kind: "reducers" },
    text(`${O}reduce.fields`, "Fields", "numeric, or /pattern/"),
    number(`${O}reduce.limit`, "At most"),
  ],
};

const ORIENTATION = select(`${O}orientation`, "Direction", "auto horizontal vertical", "auto");

const AXIS: SettingGroup = {
  name: "Axis",
  settings: [
    select(`${C}axisPlacement`, "Where", "auto left right hidden", "auto"),
    text(`${C}axisLabel`, "Label"),
    number(`${C}axisWidth`, "Width"),
    number(`${C}axisSoftMin`, "At least from"),
    number(`${C}axisSoftMax`, "At least to"),
    select(`${C}axisColorMode`, "Colour", "text series", "text"),
    toggle(`${C}axisBorderShow`, "Border"),
    toggle(`${C}axisCenteredZero`, "Zero in the middle"),
    select(`${C}scaleDistribution.type`, "Scale", "linear log symlog", "linear"),
    number(`${C}scaleDistribution.log`, "Log base", "2 or 10"),
    number(`${C}scaleDistribution.linearThreshold`, "Linear below"),
  ],
};

const GRAPH: SettingGroup = {
  name: "Lines",
  open: true,
  settings: [
    select(`${C}drawStyle`, "Drawn as", "line:lines bars points", "line"),
    select(
      `${C}lineInterpolation`,
      "Between points",
      "linear smooth stepBefore:step_before stepAfter:step_after",
      "linear",
    ),
    number(`${C}lineWidth`, "Line width", "1"),
    number(`${C}fillOpacity`, "Fill, %", "0"),
    select(`${C}gradientMode`, "Gradient", "none opacity hue scheme", "none"),
    text(`${C}fillBelowTo`, "Fill down to", "name of a series"),
    select(`${C}lineStyle.fill`, "Stroke", "solid dash dot square", "solid"),
    select(`${C}showPoints`, "Points", "auto never always", "auto"),
    number(`${C}pointSize`, "Point size", "5"),
    toggle(`${C}showValues`, "Values at points"),
    toggle(`${C}spanNulls`, "Connect over gaps"),
    select(`${C}stacking.mode`, "Stack", "none normal percent", "none"),
    text(`${C}stacking.group`, "Stack group", "A"),
    select(`${C}transform`, "Transform", "none negative-Y:below_zero constant", "none"),
    select(`${C}barAlignment`, "Bars stand", "-1:before_their_time 0:on_their_time 1:after_their_time", "0"),
    number(`${C}barWidthFactor`, "Bar width, 0 to 1", "0.6"),
    select(
      `${C}thresholdsStyle.mode`,
      "Thresholds",
      "off:not_drawn line:lines dashed area line+area dashed+area series",
      "off",
    ),
  ],
};

const SHOW_VALUE = select(`${O}showValue`, "Values", "auto never always", "auto");

const BY_KIND: Record<PanelKind, SettingGroup[]> = {
  timeseries: [GRAPH, LEGEND, TOOLTIP, AXIS],
  stat: [
    REDUCE,
    {
      name: "Stat",
      open: true,
      settings: [
        select(`${O}textMode`, "Text", "auto value value_and_name:value_and_name name none", "auto"),
        select(`${O}colorMode`, "Colour", "none value background background_solid", "value"),
        select(`${O}graphMode`, "Graph", "none area line", "area"),
        select(`${O}justifyMode`, "Aligned", "auto center", "auto"),
        ORIENTATION,
        toggle(`${O}wideLayout`, "Name beside value", true),
        toggle(`${O}showPercentChange`, "Change in percent"),
        select(
          `${O}percentChangeColorMode`,
          "Change coloured",
          "standard inverted same_as_value",
          "standard",
        ),
        text(`${O}prefix`, "Before the value"),
        text(`${O}postfix`, "After the value"),
        number(`${O}text.valueSize`, "Size of value"),
        number(`${O}text.titleSize`, "Size of name"),
      ],
    },
  ],
  gauge: [
    REDUCE,
    {
      name: "Gauge",
      open: true,
      settings: [
        select(`${O}gaugeShape`, "Shape", "gauge circle", "gauge"),
        ORIENTATION,
        toggle(`${O}showThresholdLabels`, "Threshold labels"),
        toggle(`${O}showThresholdMarkers`, "Threshold band", true),
        select(`${O}sizing`, "Size", "auto manual", "auto"),
        number(`${O}minVizWidth`, "Least width"),
        number(`${O}minVizHeight`, "Least height"),
        toggle(`${O}sparkline`, "Trend"),
      ],
    },
  ],
  bargauge: [
    REDUCE,
    {
      name: "Bars",
      open: true,
      settings: [
        select(`${O}displayMode`, "Look", "basic gradient lcd", "gradient"),
        ORIENTATION,
        select(`${O}valueMode`, "Values", "color text hidden", "color"),
        select(`${O}namePlacement`, "Names", "auto top left hidden", "auto"),
        toggle(`${O}showUnfilled`, "Draw the rest", true),
        number(`${O}minVizHeight`, "Least height"),
        number(`${O}maxVizHeight`, "Most height"),
      ],
    },
  ],
  table: [
    {
      name: "Table",
      open: true,
      settings: [
        toggle(`${O}showHeader`, "Header", true),
        select(`${O}cellHeight`, "Row height", "sm:small md:medium lg:large", "sm"),
        toggle(`${O}footer.show`, "Footer"),
        { path: `${O}footer.calcs`, label: "Footer values", kind: "reducers" },
        toggle(`${O}footer.pagination`, "Pages"),
        toggle(`${O}showSearch`, "Search"),
        number(`${O}frame`, "Which frame", "0"),
      ],
    },
    {
      name: "Cells",
      settings: [
        select(
          `${C}cellOptions.type`,
          "Look",
          "auto color-text:coloured_text color-background:coloured_ground gauge sparkline json-view:JSON data-links:links image pill markdown",
          "auto",
        ),
        select(`${C}align`, "Aligned", "auto left center right", "auto"),
        number(`${C}width`, "Width"),
        number(`${C}minWidth`, "Least width"),
        toggle(`${C}filterable`, "Can be filtered"),
        toggle(`${C}inspect`, "Open in full"),
        toggle(`${C}hidden`, "Hidden"),
      ],
    },
  ],
  pie: [
    REDUCE,
    {
      name: "Pie",
      open: true,
      settings: [
        select(`${O}pieType`, "Shape", "pie donut", "pie"),
        select(`${O}pieSort`, "Order", "none:as_it_comes asc:smallest_first desc:largest_first", "desc"),
        { path: `${O}displayLabels`, label: "Labels", kind: "list", placeholder: "name, value, percent" },
        { path: `${O}legend.values`, label: "In the legend", kind: "list", placeholder: "value, percent" },
      ],
    },
    LEGEND,
    TOOLTIP,
  ],
  heatmap: [
    {
      name: "Heat map",
      open: true,
      settings: [
        toggle(`${O}heatmap.calculate`, "Make buckets of the values"),
        select(`${O}heatmap.xBuckets.mode`, "Columns by", "size count", "size"),
        text(`${O}heatmap.xBuckets.value`, "Column size"),
        select(`${O}heatmap.yBuckets.mode`, "Rows by", "size count", "size"),
        text(`${O}heatmap.yBuckets.value`, "Row size"),
        select(`${O}heatmap.color.mode`, "Colour", "scheme opacity", "scheme"),
        text(`${O}heatmap.color.scheme`, "Scheme", "Oranges, Blues, Spectral, …"),
        select(`${O}heatmap.color.scale`, "Growth", "linear exponential", "exponential"),
        number(`${O}heatmap.color.exponent`, "Exponent", "0.5"),
        number(`${O}heatmap.color.steps`, "Steps", "64"),
        toggle(`${O}heatmap.color.reverse`, "Reversed"),
        select(`${O}heatmap.bucketLayout`, "Buckets are", "auto le:up_to ge:from unknown", "auto"),
        select(`${O}heatmap.showValue`, "Values", "never auto always", "never"),
        number(`${O}heatmap.filterBelow`, "Hide up to"),
        number(`${O}heatmap.filterAbove`, "Hide from"),
        number(`${O}heatmap.cellGap`, "Gap", "1"),
        { path: `${O}heatmap.yAxis.unit`, label: "Unit of rows", kind: "unit" },
        toggle(`${O}heatmap.yAxis.reverse`, "Rows upside down"),
        toggle(`${O}heatmap.showLegend`, "Scale of colours", true),
      ],
    },
    TOOLTIP,
  ],
  histogram: [
    {
      name: "Histogram",
      open: true,
      settings: [
        number(`${O}bucketSize`, "Bucket size"),
        number(`${O}bucketCount`, "Buckets", "30"),
        number(`${O}bucketOffset`, "Offset"),
        toggle(`${O}combine`, "All series together"),
        number(`${C}fillOpacity`, "Fill, %", "80"),
        number(`${C}lineWidth`, "Line width", "1"),
      ],
    },
    LEGEND,
    TOOLTIP,
  ],
  barchart: [
    {
      name: "Bars",
      open: true,
      settings: [
        text(`${O}xField`, "Names from", "first text field"),
        ORIENTATION,
        select(`${O}stacking`, "Stack", "none normal percent", "none"),
        SHOW_VALUE,
        number(`${O}groupWidth`, "Group width, 0 to 1", "0.7"),
        number(`${O}barWidth`, "Bar width, 0 to 1", "0.97"),
        number(`${O}barRadius`, "Rounding, 0 to 0.5", "0"),
        text(`${O}colorByField`, "Colour from"),
        number(`${O}xTickLabelRotation`, "Turn labels, degrees", "0"),
        number(`${O}xTickLabelMaxLength`, "Label length"),
        number(`${C}fillOpacity`, "Fill, %", "80"),
      ],
    },
    LEGEND,
    TOOLTIP,
    AXIS,
  ],
  statetimeline: [
    {
      name: "States",
      open: true,
      settings: [
        toggle(`${O}mergeValues`, "Join equal states", true),
        SHOW_VALUE,
        select(`${O}alignValue`, "Words stand", "left center right", "left"),
        number(`${O}rowHeight`, "Row height, 0 to 1", "0.9"),
        number(`${O}perPage`, "Rows a page"),
        number(`${C}fillOpacity`, "Fill, %", "70"),
        number(`${C}lineWidth`, "Line width", "0"),
      ],
    },
    LEGEND,
    TOOLTIP,
  ],
  statushistory: [
    {
      name: "States",
      open: true,
      settings: [
        SHOW_VALUE,
        number(`${O}rowHeight`, "Row height, 0 to 1", "0.9"),
        number(`${O}colWidth`, "Column width, 0 to 1", "0.9"),
        number(`${O}perPage`, "Rows a page"),
        number(`${C}fillOpacity`, "Fill, %", "70"),
      ],
    },
    LEGEND,
    TOOLTIP,
  ],
  text: [
    {
      name: "Text",
      open: true,
      settings: [
        select(`${O}textFormat`, "Written in", "markdown html code", "markdown"),
        { path: `${O}content`, label: "Content", kind: "area" },
        text(`${O}language`, "Language of code"),
        toggle(`${O}showLineNumbers`, "Line numbers"),
      ],
    },
  ],
  alertlist: [
    {
      name: "Alerts",
      open: true,
      settings: [
        select(`${O}alerts.viewMode`, "Show as", "list stat:count", "list"),
        select(`${O}alerts.groupMode`, "Group", "default:not custom:by_labels", "default"),
        { path: `${O}alerts.groupBy`, label: "Labels", kind: "list", placeholder: "cluster, service" },
        number(`${O}alerts.maxItems`, "At most", "20"),
        select(
          `${O}alerts.sort`,
          "Order",
          "importance alphaAsc:name_A-Z alphaDesc:name_Z-A timeAsc:oldest_first timeDesc:newest_first",
          "importance",
        ),
        { path: `${O}alerts.states`, label: "States", kind: "list", placeholder: "firing, pending" },
        text(`${O}alerts.nameFilter`, "Name has"),
        text(`${O}alerts.labelFilter`, "Labels", 'severity="critical"'),
        text(`${O}alerts.folder`, "File"),
      ],
    },
  ],
  geomap: [
    {
      name: "Map",
      open: true,
      settings: [
        number(`${O}map.view.lat`, "Latitude"),
        number(`${O}map.view.lon`, "Longitude"),
        number(`${O}map.view.zoom`, "Zoom", "1"),
        toggle(`${O}map.controls.showZoom`, "Zoom buttons", true),
        toggle(`${O}map.controls.mouseWheelZoom`, "Zoom by wheel", true),
        select(`${O}map.tooltip`, "Tooltip", "details none", "details"),
      ],
    },
  ],
};

const TIMED: Setting[] = [
  text("timeFrom", "Own range", "1h"),
  text("timeShift", "Earlier by", "1d"),
  toggle("hideTimeOverride", "Do not say so"),
];

export const GENERAL: SettingGroup = {
  name: "Panel",
  open: true,
  settings: [
    text("title", "Title"),
    { path: "description", label: "Description", kind: "area" },
    toggle("transparent", "Without a frame"),
    text("repeat.variable", "Repeat for", "name of a variable"),
    select("repeat.direction", "Repeat", "h:across v:down", "h"),
    number("repeat.maxPerRow", "Beside each other", "4"),
  ],
};

export const ASKING: SettingGroup = {
  name: "Time and step",
  settings: [
    ...TIMED,
    text("interval", "Least step", "15s"),
    number("maxDataPoints", "Most points", "as wide as the panel"),
  ],
};

export const STANDARD: SettingGroup = {
  name: "Field",
  open: true,
  settings: [
    { path: `${D}unit`, label: "Unit", kind: "unit" },
    number(`${D}decimals`, "Decimals", "auto"),
    number(`${D}min`, "Min", "auto"),
    number(`${D}max`, "Max", "auto"),
    toggle(`${D}fieldMinMax`, "Ends of each field"),
    text(`${D}displayName`, "Name"),
    text(`${D}noValue`, "Instead of nothing", "–"),
    select(
      `${D}color.mode`,
      "Colour",
      "palette-classic:palette palette-classic-by-name:palette_by_name thresholds:by_threshold fixed shades continuous-GrYlRd:green_yellow_red continuous-RdYlGr:red_yellow_green continuous-BlYlRd:blue_yellow_red continuous-YlRd:yellow_red continuous-BlPu:blue_purple continuous-YlBl:yellow_blue continuous-blues:blues continuous-reds:reds continuous-greens:greens continuous-purples:purples",
      "palette-classic",
    ),
    { path: `${D}color.fixedColor`, label: "Fixed colour", kind: "color" },
    select(`${D}color.seriesBy`, "Series by", "last min max", "last"),
  ],
};

const FIELDLESS = new Set<PanelKind>(["text", "alertlist"]);

/** The groups of settings that a kind of panel has. */
export function groupsOf(kind: PanelKind): SettingGroup[] {
  return [GENERAL, ...BY_KIND[kind], ...(FIELDLESS.has(kind) ? [] : [STANDARD, ASKING])];
}

export const hasFields = (kind: PanelKind) => !FIELDLESS.has(kind);

/** Settings of one field, as an override may set them: `unit`, `custom.lineWidth`. */
export function overridable(kind: PanelKind): Setting[] {
  const all = groupsOf(kind).flatMap((g) => g.settings);
  const own = all.filter((s) => s.path.startsWith(D)).map((s) => ({ ...s, path: s.path.slice(D.length) }));
  return [
    ...own,
    toggle("custom.hideFrom.viz", "Hidden in the chart"),
    toggle("custom.hideFrom.legend", "Hidden in the legend"),
    toggle("custom.hideFrom.tooltip", "Hidden in the tooltip"),
  ];
}

type Tree = Record<string, unknown>;

export function valueAt(target: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((at, key) => (at as Tree | undefined)?.[key], target);
}

/** A copy with the value at its place; undefined takes it away, and with it what is then empty. */
export function withValue<T>(target: T, path: string, value: unknown): T {
  const [key = "", ...rest] = path.split(".");
  const before = (target ?? {}) as Tree;
  const next = rest.length === 0 ? value : withValue(before[key], rest.join("."), value);
  const { [key]: _, ...others } = before;
  const empty =
    next === undefined ||
    (rest.length > 0 && typeof next === "object" && next !== null && Object.keys(next).length === 0);
  const keeps = key === "defaults" || key === "options";
  return (empty && !keeps ? others : { ...before, [key]: next ?? {} }) as T;
}

/** The panel as another kind: what both know stays, and a panel that asks gets a query. */
export function asKind(panel: Panel, kind: PanelKind): Panel {
  const queries = panel.queries ?? (FIELDLESS.has(kind) ? undefined : [{ ref: "A", expr: "" }]);
  const instant = kind === "table" && queries?.every((q) => q.shape === undefined && q.mode === undefined);
  return {
    ...panel,
    kind,
    ...(queries && {
      queries: instant
        ? queries.map((q) => ({ ...q, shape: "table" as const, mode: "instant" as const }))
        : queries,
    }),
  };
}
