/**
 * A dashboard as it is stored, in YAML and JSON alike: docs/format/dashboard.md is this file in words. The server's
 * `io.tocsin.dashboards` reads and writes the same names and refuses what is not here; what is here is drawn.
 */

export interface Dashboard {
  /** The format's version. */
  dashboard: 1;
  uid: string;
  title: string;
  description?: string;
  tags?: string[];
  time?: { from: string; to: string };
  /** A duration such as `30s`; absent means by hand. */
  refresh?: string;
  /** `browser`, `utc` or an IANA zone. */
  zone?: string;
  /** What panels share of the pointer: nothing, the line, or the line and each panel's values. */
  crosshair?: "off" | "line" | "tooltip";
  links?: Link[];
  variables?: Variable[];
  annotations?: Annotation[];
  /** In reading order; a row holds the panels below it. */
  panels: (Row | Panel)[];
}

/** A link of a board, a panel or a value; `url` may hold variables and `${__value.raw}` and the like. */
export interface Link {
  title: string;
  url?: string;
  /** Links to all boards that have these tags, instead of `url`. */
  tags?: string[];
  dropdown?: boolean;
  newTab?: boolean;
  keepTime?: boolean;
  keepVariables?: boolean;
  tooltip?: string;
}

export type Variable =
  | QueryVariable
  | CustomVariable
  | IntervalVariable
  | TextVariable
  | ConstantVariable
  | SourceVariable
  | FilterVariable;

interface VariableCommon {
  name: string;
  label?: string;
  description?: string;
  /** What of it is shown: `label` hides the label, `all` the whole variable. */
  hide?: "label" | "all";
  /** Not written into the page's address. */
  skipUrl?: boolean;
}

interface Choice extends VariableCommon {
  multi?: boolean;
  includeAll?: boolean;
  /** What All stands for instead of every value. */
  allValue?: string;
  /** The value at first; several where `multi`; `$__all` is All. */
  current?: string[];
}

export interface QueryVariable extends Choice {
  kind: "query";
  /** `label_values(metric, label)`, `label_names()`, `metrics(regex)`, `query_result(expr)`, or a selector. */
  query: string;
  /** Takes a part of each value: a group, or the groups `text` and `value`. */
  regex?: string;
  sort?:
    | "none"
    | "asc"
    | "desc"
    | "numericAsc"
    | "numericDesc"
    | "ciAsc"
    | "ciDesc"
    | "naturalAsc"
    | "naturalDesc";
  /** Asked again with the board or with each change of the time. */
  refresh?: "load" | "time";
}

export interface CustomVariable extends Choice {
  kind: "custom";
  options: { text: string; value: string }[];
}

export interface IntervalVariable extends VariableCommon {
  kind: "interval";
  options: string[];
  /** A choice `auto` that divides the range by `count`, not below `min`. */
  auto?: { count: number; min: string };
  current?: string[];
}

export interface TextVariable extends VariableCommon {
  kind: "text";
  current?: string[];
}

export interface ConstantVariable extends VariableCommon {
  kind: "constant";
  value: string;
}

/** Stands where a board of Grafana chose a data source; here there is one. */
export interface SourceVariable extends VariableCommon {
  kind: "source";
}

/** Ad-hoc filters: put into every selector of every query. */
export interface FilterVariable extends VariableCommon {
  kind: "filter";
  filters?: { key: string; operator: "=" | "!=" | "=~" | "!~"; value: string }[];
}

export type Annotation = {
  name: string;
  /** `alerts`, `deployments`, `configuration` are what Tocsin knows; `query` asks an expression, 0 and absent are no mark. */
  source: "alerts" | "deployments" | "configuration" | "query";
  off?: boolean;
  hide?: boolean;
  color?: string;
  query?: string;
  step?: string;
  titleFormat?: string;
  textFormat?: string;
  tagKeys?: string;
  /** The value is the time in milliseconds, instead of the sample's own. */
  valueIsTime?: boolean;
  /** Only alerts, deployments or changes with these labels. */
  match?: string;
  /** Only on these panels, or on all but them. */
  panels?: { ids: number[]; exclude?: boolean };
};

/** 24 columns; `y` and `h` in units of 30 px with 8 px between. */
export interface Grid {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface Row {
  kind: "row";
  id: number;
  title: string;
  collapsed?: boolean;
  grid: Grid;
  /** A row for each value of this variable. */
  repeat?: { variable: string };
  panels: Panel[];
}

export type PanelKind =
  | "timeseries"
  | "stat"
  | "gauge"
  | "bargauge"
  | "table"
  | "pie"
  | "heatmap"
  | "histogram"
  | "barchart"
  | "statetimeline"
  | "statushistory"
  | "text"
  | "alertlist"
  | "geomap";

export interface Panel {
  kind: PanelKind;
  id: number;
  title?: string;
  description?: string;
  grid: Grid;
  transparent?: boolean;
  repeat?: { variable: string; direction?: "h" | "v"; maxPerRow?: number };
  links?: Link[];
  queries?: Query[];
  transformations?: Transformation[];
  fields?: FieldConfig;
  /** Another range than the board's: `1h`, `now/d`. */
  timeFrom?: string;
  timeShift?: string;
  hideTimeOverride?: boolean;
  /** The smallest step. */
  interval?: string;
  maxDataPoints?: number;
  options?: PanelOptions;
}

export interface Query {
  ref: string;
  expr?: string;
  /** Uses what another panel of the board asked, instead of `expr`. */
  panel?: number;
  /** With the other panel's transformations done. */
  transformed?: boolean;
  /** `{{label}}` takes a label's value; `__auto` or nothing is the series' name. */
  legend?: string;
  mode?: "range" | "instant" | "both";
  /** `series` is a frame for each series, `table` one frame for all, `heatmap` buckets told apart by `le`. */
  shape?: "series" | "table" | "heatmap";
  /** The smallest step of this query. */
  interval?: string;
  /** Multiplies the step. */
  intervalFactor?: number;
  hidden?: boolean;
  exemplars?: boolean;
}

/** One step that changes the frames of all queries; `options` as in Grafana's documentation of the same name. */
export interface Transformation {
  id:
    | "organize"
    | "merge"
    | "groupBy"
    | "extractFields"
    | "filterByValue"
    | "sortBy"
    | "calculateField"
    | "seriesToRows"
    | "filterFieldsByName"
    | "filterByRefId"
    | "reduce"
    | "partitionByValues"
    | "joinByField"
    | "groupingToMatrix"
    | "limit"
    | "labelsToFields"
    | "convertFieldType"
    | "renameByRegex"
    | "concatenate"
    | "configFromData"
    | "rowsToFields"
    | "histogram"
    | "timeSeriesTable"
    | "transpose"
    | "formatTime"
    | "formatString";
  disabled?: boolean;
  /** Only the frames this matcher takes, such as `{id: "byRefId", options: "A"}`. */
  filter?: Matcher;
  options: Record<string, unknown>;
}

export interface Matcher {
  id:
    | "byName"
    | "byNames"
    | "byRegexp"
    | "byRegexpOrNames"
    | "byType"
    | "byTypes"
    | "byValue"
    | "byFrameRefID"
    | "byRefId"
    | "numeric"
    | "time"
    | "first"
    | "firstTimeField";
  options?: unknown;
}

export interface FieldConfig {
  defaults: Field;
  overrides?: { match: Matcher; properties: Property[] }[];
}

/** A field's setting by its path in `Field`, such as `unit` or `custom.fillOpacity`. */
export interface Property {
  id: string;
  value?: unknown;
}

export interface Field {
  /** Grafana's ids (`bytes`, `s`, `percentunit`, `suffix:…`); one that is unknown is a suffix. */
  unit?: string;
  decimals?: number;
  min?: number;
  max?: number;
  /** Range of each field by itself instead of over all. */
  fieldMinMax?: boolean;
  displayName?: string;
  description?: string;
  noValue?: string;
  filterable?: boolean;
  color?: FieldColor;
  thresholds?: { mode: "absolute" | "percentage"; steps: { value: number | null; color: string }[] };
  mappings?: Mapping[];
  links?: Link[];
  custom?: Custom;
}

/** Colours are `#rrggbb`, `rgb()/rgba()`, Grafana's names (`dark-red`, `super-light-blue`, `text`, `transparent`) or CSS names. */
export interface FieldColor {
  mode:
    | "palette-classic"
    | "palette-classic-by-name"
    | "thresholds"
    | "fixed"
    | "shades"
    | `continuous-${string}`;
  fixedColor?: string;
  seriesBy?: "last" | "min" | "max";
}

export type Mapping =
  | { kind: "value"; options: Record<string, MappingResult> }
  | { kind: "range"; from: number | null; to: number | null; result: MappingResult }
  | { kind: "regex"; pattern: string; result: MappingResult }
  | {
      kind: "special";
      match: "null" | "nan" | "null+nan" | "true" | "false" | "empty";
      result: MappingResult;
    };

export interface MappingResult {
  text?: string;
  color?: string;
  icon?: string;
  index?: number;
}

/** What only some kinds of panel know of a field. */
export interface Custom {
  // timeseries, barchart, histogram
  drawStyle?: "line" | "bars" | "points";
  lineInterpolation?: "linear" | "smooth" | "stepBefore" | "stepAfter";
  lineWidth?: number;
  lineStyle?: { fill: "solid" | "dash" | "dot" | "square"; dash?: number[] };
  fillOpacity?: number;
  fillBelowTo?: string;
  gradientMode?: "none" | "opacity" | "hue" | "scheme";
  showPoints?: "auto" | "never" | "always";
  showValues?: boolean;
  pointSize?: number;
  spanNulls?: boolean | number;
  insertNulls?: boolean | number;
  stacking?: { mode: "none" | "normal" | "percent"; group?: string };
  transform?: "constant" | "negative-Y";
  barAlignment?: -1 | 0 | 1;
  barWidthFactor?: number;
  barMaxWidth?: number;
  axisPlacement?: "auto" | "left" | "right" | "hidden";
  axisLabel?: string;
  axisWidth?: number;
  axisSoftMin?: number;
  axisSoftMax?: number;
  axisColorMode?: "text" | "series";
  axisBorderShow?: boolean;
  axisGridShow?: boolean;
  axisCenteredZero?: boolean;
  scaleDistribution?: { type: "linear" | "log" | "symlog"; log?: 2 | 10; linearThreshold?: number };
  thresholdsStyle?: {
    mode: "off" | "line" | "dashed" | "area" | "line+area" | "dashed+area" | "series";
  };
  hideFrom?: { viz?: boolean; legend?: boolean; tooltip?: boolean };
  // table
  width?: number;
  minWidth?: number;
  align?: "auto" | "left" | "center" | "right";
  hidden?: boolean;
  inspect?: boolean;
  filterable?: boolean;
  wrapText?: boolean;
  cellOptions?: CellOptions;
  footer?: { reducers: string[] };
}

export interface CellOptions {
  type:
    | "auto"
    | "color-text"
    | "color-background"
    | "gauge"
    | "sparkline"
    | "json-view"
    | "data-links"
    | "image"
    | "pill"
    | "markdown";
  mode?: "basic" | "gradient" | "lcd";
  valueDisplayMode?: "color" | "text" | "hidden";
  applyToRow?: boolean;
  wrapText?: boolean;
}

export interface Legend {
  mode: "list" | "table" | "hidden";
  placement: "bottom" | "right";
  /** Reducers: `lastNotNull`, `mean`, `max`, … */
  calcs?: string[];
  width?: number;
  sortBy?: string;
  sortDesc?: boolean;
  /** Pie: `value`, `percent`. */
  values?: string[];
  /** Old boards: series that are all null or all zero are left out of the legend. */
  hideEmpty?: boolean;
  hideZero?: boolean;
}

export interface Tooltip {
  mode: "single" | "multi" | "none";
  sort?: "none" | "asc" | "desc";
  hideZeros?: boolean;
  maxHeight?: number;
  maxWidth?: number;
}

/** What a value or a row of values becomes before it is shown. */
export interface Reduce {
  calcs: string[];
  /** A pattern of field names, `/^name$/`; empty is every number. */
  fields?: string;
  /** Every row instead of one value for each field. */
  values?: boolean;
  limit?: number;
}

/** The options of all kinds in one: a kind reads the names that its documentation has. */
export interface PanelOptions {
  legend?: Legend;
  tooltip?: Tooltip;
  reduce?: Reduce;
  orientation?: "auto" | "horizontal" | "vertical";
  // stat
  colorMode?: "none" | "value" | "background" | "background_solid";
  graphMode?: "none" | "area" | "line";
  justifyMode?: "auto" | "center";
  textMode?: "auto" | "value" | "value_and_name" | "name" | "none";
  wideLayout?: boolean;
  showPercentChange?: boolean;
  percentChangeColorMode?: "standard" | "inverted" | "same_as_value";
  /** Text before and after the value, of old single values. */
  prefix?: string;
  postfix?: string;
  text?: { titleSize?: number; valueSize?: number; percentSize?: number };
  // gauge, bar gauge
  showThresholdLabels?: boolean;
  showThresholdMarkers?: boolean;
  gaugeShape?: "gauge" | "circle";
  barWidthFactor?: number;
  barShape?: "flat" | "rounded";
  segmentCount?: number;
  segmentSpacing?: number;
  sparkline?: boolean;
  endpointMarker?: "point" | "glow" | "none";
  effects?: { barGlow?: boolean; centerGlow?: boolean; gradient?: boolean };
  displayMode?: "basic" | "gradient" | "lcd";
  valueMode?: "color" | "text" | "hidden";
  showUnfilled?: boolean;
  namePlacement?: "auto" | "top" | "left" | "hidden";
  sizing?: "auto" | "manual";
  minVizWidth?: number;
  minVizHeight?: number;
  maxVizHeight?: number;
  // table
  showHeader?: boolean;
  cellHeight?: "sm" | "md" | "lg";
  sortBy?: { field: string; desc?: boolean }[];
  frame?: number;
  footer?: { show: boolean; calcs: string[]; fields?: string[]; countRows?: boolean; pagination?: boolean };
  showSearch?: boolean;
  // pie
  pieType?: "pie" | "donut";
  displayLabels?: ("name" | "value" | "percent")[];
  pieSort?: "none" | "asc" | "desc";
  // heat map
  heatmap?: {
    calculate?: boolean;
    xBuckets?: { mode: "size" | "count"; value?: string };
    yBuckets?: {
      mode: "size" | "count";
      value?: string;
      scale?: { type: "linear" | "log"; log?: number };
    };
    color?: {
      mode: "scheme" | "opacity";
      scheme?: string;
      fill?: string;
      scale?: "linear" | "exponential";
      exponent?: number;
      steps?: number;
      reverse?: boolean;
      min?: number;
      max?: number;
    };
    cellGap?: number;
    cellRadius?: number;
    cellUnit?: string;
    cellDecimals?: number;
    filterBelow?: number;
    filterAbove?: number;
    bucketLayout?: "auto" | "le" | "ge" | "unknown";
    showValue?: "auto" | "never" | "always";
    yAxis?: {
      unit?: string;
      decimals?: number;
      min?: number;
      max?: number;
      reverse?: boolean;
      placement?: "left" | "right" | "hidden";
      label?: string;
      width?: number;
    };
    showLegend?: boolean;
    showHistogram?: boolean;
    exemplarColor?: string;
  };
  // histogram
  bucketSize?: number;
  bucketOffset?: number;
  bucketCount?: number;
  combine?: boolean;
  // bar chart
  xField?: string;
  colorByField?: string;
  stacking?: "none" | "normal" | "percent";
  groupWidth?: number;
  barWidth?: number;
  barRadius?: number;
  showValue?: "auto" | "never" | "always";
  xTickLabelRotation?: number;
  xTickLabelMaxLength?: number;
  xTickLabelSpacing?: number;
  fullHighlight?: boolean;
  // state timeline, status history
  mergeValues?: boolean;
  alignValue?: "left" | "center" | "right";
  rowHeight?: number;
  colWidth?: number;
  perPage?: number;
  // text
  content?: string;
  textFormat?: "markdown" | "html" | "code";
  language?: string;
  showLineNumbers?: boolean;
  // alert list
  alerts?: {
    viewMode?: "list" | "stat";
    groupMode?: "default" | "custom";
    groupBy?: string[];
    maxItems?: number;
    sort?: "alphaAsc" | "alphaDesc" | "importance" | "timeAsc" | "timeDesc";
    states?: ("firing" | "pending" | "inactive" | "error" | "noData" | "normal" | "recovering")[];
    nameFilter?: string;
    labelFilter?: string;
    folder?: string;
    onlyThisBoard?: boolean;
  };
  // map
  map?: {
    view?: { lat?: number; lon?: number; zoom?: number; id?: string; allLayers?: boolean };
    layers: MapLayer[];
    controls?: {
      showZoom?: boolean;
      showScale?: boolean;
      showMeasure?: boolean;
      showAttribution?: boolean;
      mouseWheelZoom?: boolean;
    };
    tooltip?: "none" | "details";
  };
}

export interface MapLayer {
  kind: "markers" | "heatmap";
  name?: string;
  /** Where on the map: two fields, a country's code or name, or a geohash. */
  location: {
    mode: "auto" | "coords" | "lookup" | "geohash";
    latitude?: string;
    longitude?: string;
    lookup?: string;
    geohash?: string;
    /** What `lookup` finds: countries, states of the USA, airports. */
    gazetteer?: "countries" | "usa-states" | "airports";
  };
  sizeField?: string;
  minSize?: number;
  maxSize?: number;
  colorField?: string;
  color?: string;
  opacity?: number;
  symbol?: string;
  labelField?: string;
  showLegend?: boolean;
  weightField?: string;
  blur?: number;
  radius?: number;
  tooltip?: boolean;
}
