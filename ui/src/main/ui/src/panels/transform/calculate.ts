import { type Field, type Frame, lengthOf, nameOf, numbersOf } from "../frames";
import { reducerName, reduceValues } from "../reduce";
import { flag, number, type Options, record, strings, text } from "./options";

type Numbers = (number | null)[];

const OPERATORS: Record<string, (a: number, b: number) => number> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "**": (a, b) => a ** b,
};

const UNARY: Record<string, (value: number) => number> = {
  abs: Math.abs,
  exp: Math.exp,
  ln: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  floor: Math.floor,
  ceil: Math.ceil,
  round: Math.round,
  trunc: Math.trunc,
  sqrt: Math.sqrt,
  sign: Math.sign,
  percent: (value) => value * 100,
};

function findField(frame: Frame, name: unknown): Field | undefined {
  return frame.fields.find((f) => nameOf(f, frame) === name || f.name === name);
}

interface Side {
  /** Of one row. */
  at: (row: number) => number | null;
  name: string;
}

function sideOf(frame: Frame, wanted: unknown): Side | undefined {
  const rule = record(wanted);
  const matcher = record(rule.matcher);
  const name = text(matcher.options) ?? text(wanted) ?? text(rule.fixed) ?? rule.fixed;
  const field = findField(frame, name);
  if (field) {
    const values = numbersOf(field);
    return { at: (row) => values[row] ?? null, name: nameOf(field, frame) };
  }
  const fixed = number(rule.fixed) ?? number(wanted) ?? number(name);
  return fixed === undefined ? undefined : { at: () => fixed, name: String(fixed) };
}

/** A number column for each pair: the other sides may be all fields of a type. */
function binary(frame: Frame, options: Options): Field[] {
  const { left, right, operator } = record(options.binary);
  const operate = OPERATORS[String(operator ?? "+")] ?? OPERATORS["+"];
  const second = sideOf(frame, right);
  const byType = record(record(left).matcher).id === "byType";
  const wanted = record(record(left).matcher).options;
  const firsts = byType
    ? frame.fields.filter((f) => f.type === wanted).map((f) => sideOf(frame, nameOf(f, frame)))
    : [sideOf(frame, left)];
  return firsts.flatMap((first): Field[] => {
    if (!first || !second || !operate) {
      return [];
    }
    const values = Array.from({ length: lengthOf(frame) }, (_, row) => {
      const [a, b] = [first.at(row), second.at(row)];
      return a === null || b === null ? null : operate(a, b);
    });
    const alias = byType ? undefined : text(options.alias);
    return [made(alias ?? `${first.name} ${String(operator ?? "+")} ${second.name}`, values)];
  });
}

function made(name: string, values: unknown[], type: Field["type"] = "number"): Field {
  return { name, type, values, config: {} };
}

function chosen(frame: Frame, include: unknown): Field[] {
  const names = strings(include);
  return frame.fields.filter(
    (f) =>
      f.type === "number" &&
      (names.length === 0 || names.includes(nameOf(f, frame)) || names.includes(f.name)),
  );
}

function reduceRow(frame: Frame, options: Options): Field[] {
  const { reducer = "sum", include } = record(options.reduce);
  const fields = chosen(frame, include).map(numbersOf);
  const id = String(reducer);
  const values = Array.from({ length: lengthOf(frame) }, (_, row) =>
    reduceValues(
      fields.map((f) => f[row] ?? null),
      id,
    ),
  );
  return [
    made(
      text(options.alias) ?? reducerName(id),
      values,
      typeof values[0] === "boolean" ? "boolean" : "number",
    ),
  ];
}

function cumulative(frame: Frame, options: Options): Field[] {
  const { reducer = "sum", field } = record(options.cumulative);
  const source = text(field) ? findField(frame, field) : frame.fields.find((f) => f.type === "number");
  if (!source) {
    return [];
  }
  let total = 0;
  let count = 0;
  const values = numbersOf(source).map((value) => {
    if (value !== null && !Number.isNaN(value)) {
      total += value;
      count++;
    }
    return reducer === "mean" ? (count === 0 ? null : total / count) : total;
  });
  const name = `cumulative ${reducer === "mean" ? "mean" : "sum"}(${nameOf(source, frame)})`;
  return [made(text(options.alias) ?? name, values)];
}

function windowed(frame: Frame, options: Options): Field[] {
  const rule = record(options.window);
  const source = text(rule.field)
    ? findField(frame, rule.field)
    : frame.fields.find((f) => f.type === "number");
  if (!source) {
    return [];
  }
  const values: Numbers = numbersOf(source);
  const wanted = number(rule.windowSize) ?? 0.1;
  const fixed = rule.windowSizeMode === "fixed";
  const size = Math.max(1, Math.min(values.length, Math.round(fixed ? wanted : wanted * values.length)));
  const centered = rule.windowAlignment === "centered";
  const before = centered ? Math.floor(size / 2) : size - 1;
  const after = centered ? size - before - 1 : 0;
  const id = String(rule.reducer ?? "mean");
  const name = `${centered ? "centered" : "trailing"} moving ${id}(${nameOf(source, frame)})`;
  return [
    made(
      text(options.alias) ?? name,
      values.map((_, i) => reduceValues(values.slice(Math.max(0, i - before), i + after + 1), id)),
    ),
  ];
}

function unary(frame: Frame, options: Options): Field[] {
  const { operator = "abs", fieldName } = record(options.unary);
  const source = findField(frame, fieldName) ?? frame.fields.find((f) => f.type === "number");
  const operate = UNARY[String(operator)];
  if (!source || !operate) {
    return [];
  }
  const values = numbersOf(source).map((v) => (v === null ? null : operate(v)));
  return [made(text(options.alias) ?? `${String(operator)}(${nameOf(source, frame)})`, values)];
}

function rowIndex(frame: Frame, options: Options): Field[] {
  const length = lengthOf(frame);
  const percent = flag(record(options.index).asPercentile);
  const values = Array.from({ length }, (_, i) => (percent ? i / Math.max(1, length - 1) : i));
  return [{ ...made(text(options.alias) ?? "Row", values), config: percent ? { unit: "percentunit" } : {} }];
}

function calculated(frame: Frame, options: Options): Field[] {
  switch (options.mode ?? "reduceRow") {
    case "binary":
      return binary(frame, options);
    case "cumulativeFunctions":
      return cumulative(frame, options);
    case "windowFunctions":
      return windowed(frame, options);
    case "unary":
      return unary(frame, options);
    case "index":
      return rowIndex(frame, options);
    default:
      return reduceRow(frame, options);
  }
}

/** A new column out of others. Series are first put side by side over their time. */
export function calculateField(
  frames: Frame[],
  options: Options,
  join: (frames: Frame[]) => Frame[],
): Frame[] {
  const isSeries = frames.length > 1 && frames.every((f) => f.fields.some((x) => x.type === "time"));
  const perFrame = ["binary", "unary", "cumulativeFunctions", "windowFunctions"].includes(
    String(options.mode),
  );
  const alone = perFrame && frames.every((f) => calculated(f, options).length > 0);
  const joined = isSeries && !alone ? join(frames) : frames;
  return joined.map((frame) => {
    const fields = calculated(frame, options);
    if (!flag(options.replaceFields)) {
      return { ...frame, fields: [...frame.fields, ...fields] };
    }
    return { ...frame, fields: [...frame.fields.filter((f) => f.type === "time"), ...fields] };
  });
}
