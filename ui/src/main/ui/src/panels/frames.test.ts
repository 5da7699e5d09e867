import { describe, expect, test } from "vitest";
import { exemplarFrame, framesOf, framesOfAnswers, legendOf, nameOf } from "./frames";

const matrix = (...series: [Record<string, string>, [number, string][]][]) => ({
  resultType: "matrix",
  result: series.map(([metric, values]) => ({ metric, values })),
});

describe("legends", () => {
  const labels = { __name__: "up", job: "node", instance: "a:1" };
  test.each([
    ["{{job}} on {{ instance }}", "node on a:1"],
    ["{{missing}}-x", "-x"],
    [undefined, 'up{instance="a:1", job="node"}'],
  ])("%s gives %s", (legend, expected) => {
    expect(legendOf({ ref: "A", legend }, labels, [labels])).toBe(expected);
  });

  test("a series without labels is called by its query", () => {
    expect(legendOf({ ref: "A", expr: "sum(up)", legend: "__auto" }, {}, [{}])).toBe("sum(up)");
  });

  test("one label that all series have is enough of a name", () => {
    const all = [{ mode: "idle" }, { mode: "user" }];
    expect(legendOf({ ref: "A", legend: "__auto" }, all[0] ?? {}, all)).toBe("idle");
  });
});

describe("frames", () => {
  test("a series is a time in milliseconds and a number with its labels", () => {
    const [frame] = framesOf(
      { ref: "A", legend: "{{job}}" },
      matrix([
        { job: "x" },
        [
          [1.5, "2"],
          [3, "NaN"],
          [4, "+Inf"],
        ],
      ]),
      { stepMillis: 1500 },
    );
    expect(frame?.fields[0]?.values).toEqual([1500, 3000, 4000]);
    expect(frame?.fields[0]?.stepMillis).toBe(1500);
    expect(frame?.fields[1]?.values).toEqual([2, Number.NaN, Number.POSITIVE_INFINITY]);
    expect(frame?.fields[1] && nameOf(frame.fields[1], frame)).toBe("x");
  });

  test("a table has a column for each label, and says whose value it is when there are several", () => {
    const vector = {
      resultType: "vector",
      result: [
        { metric: { b: "1", a: "x" }, value: [10, "5"] },
        { metric: { a: "y" }, value: [10, "6"] },
      ],
    };
    const answers = (["A", "B"] as const).map((ref) => ({
      query: { ref, shape: "table" as const },
      data: vector,
    }));
    const frames = framesOfAnswers(answers);
    expect(frames[0]?.fields.map((f) => f.name)).toEqual(["Time", "a", "b", "Value #A"]);
    expect(frames[0]?.fields[2]?.values).toEqual(["1", null]);
    expect(framesOfAnswers(answers.slice(0, 1))[0]?.fields.at(-1)?.name).toBe("Value");
  });

  test("buckets of a heat map hold what is between two bounds", () => {
    const [frame] = framesOf(
      { ref: "A", shape: "heatmap", legend: "{{le}}" },
      matrix(
        [
          { le: "+Inf" },
          [
            [1, "10"],
            [2, "12"],
          ],
        ],
        [
          { le: "1" },
          [
            [1, "4"],
            [2, "4"],
          ],
        ],
        [{ le: "2" }, [[1, "9"]]],
      ),
    );
    expect(frame?.fields.map((f) => f.name)).toEqual(["Time", "1", "2", "+Inf"]);
    expect(frame?.fields.map((f) => f.values[0])).toEqual([1000, 4, 5, 1]);
    expect(frame?.fields[3]?.values[1]).toBe(8);
  });

  test("a native histogram is its buckets over time", () => {
    const data = {
      resultType: "matrix",
      result: [
        {
          metric: {},
          histograms: [
            [
              5,
              {
                count: "3",
                sum: "4",
                buckets: [
                  [0, "1", "2", "2"],
                  [0, "2", "4", "1"],
                ],
              },
            ],
          ],
        },
      ],
    };
    const [frame] = framesOf({ ref: "A" }, data);
    expect(frame?.kind).toBe("heatmap");
    expect(frame?.fields.map((f) => f.values)).toEqual([
      [5000, 5000],
      [1, 2],
      [2, 4],
      [2, 1],
    ]);
  });

  test("a scalar is a series of one, and a text is a text", () => {
    expect(
      framesOf({ ref: "A", expr: "1" }, { resultType: "scalar", result: [1, "7"] })[0]?.fields[1]?.values,
    ).toEqual([7]);
    expect(framesOf({ ref: "A" }, { resultType: "string", result: [1, "hi"] })[0]?.fields[1]?.type).toBe(
      "string",
    );
  });

  test("exemplars have their labels beside time and value", () => {
    const frame = exemplarFrame({ ref: "A" }, [
      { seriesLabels: { job: "x" }, exemplars: [{ labels: { trace_id: "t1" }, value: "2", timestamp: 3 }] },
    ]);
    expect(frame?.fields.map((f) => [f.name, f.values[0]])).toEqual([
      ["Time", 3000],
      ["Value", 2],
      ["job", "x"],
      ["trace_id", "t1"],
    ]);
    expect(exemplarFrame({ ref: "A" }, [])).toBeUndefined();
  });

  test("columns of one name are counted", () => {
    const field = () => ({ name: "Time", type: "time" as const, values: [], config: {} });
    const frame = { ref: "A", name: "", fields: [field(), field()] };
    expect(frame.fields.map((f) => nameOf(f, frame))).toEqual(["Time 1", "Time 2"]);
  });
});
