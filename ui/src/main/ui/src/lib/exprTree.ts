/** A query's tree as `parse_query` answers it. */
export interface ExprNode {
  type: string;
  [field: string]: unknown;
}

/** One line of an explanation: a part of the query, as deep as it lies in it. */
export interface ExprPart {
  key: string;
  depth: number;
  text: string;
  kind: "vector" | "matrix" | "scalar" | "string";
  /** The function or operator whose description explains it. */
  name: string;
}

interface Matcher {
  name: string;
  value: string;
  type: string;
}

const isNode = (value: unknown): value is ExprNode =>
  typeof value === "object" && value !== null && typeof (value as ExprNode).type === "string";

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((v): v is string => typeof v === "string") : [];

/** `5m`, `1h30m`, `15s500ms`: as PromQL writes it. */
export function promDuration(millis: number): string {
  let rest = Math.round(millis);
  let out = "";
  for (const [unit, size] of [
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["m", 60_000],
    ["s", 1000],
    ["ms", 1],
  ] as const) {
    const count = Math.floor(rest / size);
    if (count > 0) {
      out += `${count}${unit}`;
      rest -= count * size;
    }
  }
  return out || "0s";
}

function matcherText({ name, value, type }: Matcher): string {
  return `${name}${type}${JSON.stringify(value)}`;
}

function modifiers(node: ExprNode): string {
  const offset = Number(node.offset ?? 0);
  const at = node.timestamp;
  const edge = node.startOrEnd;
  const when =
    typeof at === "number" ? ` @ ${at / 1000}` : typeof edge === "string" && edge ? ` @ ${edge}()` : "";
  const shift = offset === 0 ? "" : ` offset ${offset < 0 ? "-" : ""}${promDuration(Math.abs(offset))}`;
  return `${when}${shift}`;
}

function selector(node: ExprNode): string {
  const name = typeof node.name === "string" ? node.name : "";
  const all = (Array.isArray(node.matchers) ? node.matchers : []) as Matcher[];
  const shown = all.filter(
    (m) => !(m.name === "__name__" && m.type === "=" && m.value === name && name !== ""),
  );
  return shown.length === 0 && name !== "" ? name : `${name}{${shown.map(matcherText).join(", ")}}`;
}

function matching(node: ExprNode): string {
  const how = node.matching as { card?: string; labels?: unknown; on?: boolean; include?: unknown } | null;
  if (!how) {
    return "";
  }
  const labels = strings(how.labels);
  const on = labels.length > 0 || how.on ? ` ${how.on ? "on" : "ignoring"} (${labels.join(", ")})` : "";
  const group = how.card === "many-to-one" ? "group_left" : how.card === "one-to-many" ? "group_right" : "";
  return `${on}${group ? ` ${group} (${strings(how.include).join(", ")})` : ""}`;
}

function aggregation(node: ExprNode): string {
  const labels = strings(node.grouping);
  const by =
    labels.length > 0 || node.without ? ` ${node.without ? "without" : "by"} (${labels.join(", ")})` : "";
  const inner = [node.param, node.expr].filter(isNode).map(exprText).join(", ");
  return `${String(node.op)}${by} (${inner})`.replace(/^(\w+) \(/, "$1(");
}

/** The part of a query that a node stands for. */
export function exprText(node: ExprNode): string {
  const inner = isNode(node.expr) ? exprText(node.expr) : "";
  switch (node.type) {
    case "aggregation":
      return aggregation(node);
    case "binaryExpr": {
      const bool = node.bool ? " bool" : "";
      const sides = [node.lhs, node.rhs].map((side) => (isNode(side) ? exprText(side) : ""));
      return `${sides[0]} ${String(node.op)}${bool}${matching(node)} ${sides[1]}`;
    }
    case "call": {
      const args = (Array.isArray(node.args) ? node.args : []).filter(isNode).map(exprText);
      return `${functionName(node)}(${args.join(", ")})`;
    }
    case "matrixSelector":
      return `${selector(node)}[${promDuration(Number(node.range))}]${modifiers(node)}`;
    case "vectorSelector":
      return `${selector(node)}${modifiers(node)}`;
    case "subquery": {
      const step = Number(node.step ?? 0);
      return `${inner}[${promDuration(Number(node.range))}:${step > 0 ? promDuration(step) : ""}]${modifiers(node)}`;
    }
    case "parenExpr":
      return `(${inner})`;
    case "unaryExpr":
      return `${String(node.op)}${inner}`;
    case "stringLiteral":
      return JSON.stringify(String(node.val));
    case "numberLiteral":
      return String(node.val);
    default:
      return inner;
  }
}

function functionName(node: ExprNode): string {
  const func = node.func as { name?: string } | undefined;
  return func?.name ?? "";
}

function kindOf(node: ExprNode): ExprPart["kind"] {
  switch (node.type) {
    case "matrixSelector":
    case "subquery":
      return "matrix";
    case "numberLiteral":
      return "scalar";
    case "stringLiteral":
      return "string";
    case "parenExpr":
    case "unaryExpr":
      return isNode(node.expr) ? kindOf(node.expr) : "vector";
    case "binaryExpr":
      return [node.lhs, node.rhs].filter(isNode).every((side) => kindOf(side) === "scalar")
        ? "scalar"
        : "vector";
    case "call":
      return (node.func as { returnType?: string } | undefined)?.returnType === "scalar"
        ? "scalar"
        : "vector";
    default:
      return "vector";
  }
}

function nameOf(node: ExprNode): string {
  switch (node.type) {
    case "call":
      return functionName(node);
    case "aggregation":
    case "binaryExpr":
    case "unaryExpr":
      return String(node.op);
    default:
      return node.type;
  }
}

function children(node: ExprNode): ExprNode[] {
  const all = [node.param, node.expr, node.lhs, node.rhs, ...(Array.isArray(node.args) ? node.args : [])];
  return all.filter(isNode);
}

/** The parts of a query from the whole to its leaves; brackets and plain numbers explain themselves. */
export function exprParts(root: ExprNode): ExprPart[] {
  const out: ExprPart[] = [];
  const visit = (node: ExprNode, depth: number, key: string) => {
    const silent =
      node.type === "parenExpr" || node.type === "numberLiteral" || node.type === "stringLiteral";
    if (!silent) {
      out.push({ key, depth, text: exprText(node), kind: kindOf(node), name: nameOf(node) });
    }
    children(node).forEach((child, i) => {
      visit(child, silent ? depth : depth + 1, `${key}.${i}`);
    });
  };
  visit(root, 0, "0");
  return out;
}

/** A query that says how many series a part has, without sending them. */
export function countQuery(part: Pick<ExprPart, "text" | "kind">): string | undefined {
  switch (part.kind) {
    case "vector":
      return `count(${part.text})`;
    case "matrix":
      return `count(count_over_time(${part.text}))`;
    case "scalar":
    case "string":
      return undefined;
  }
}
