import { Value } from "../components/Value";
import type { Unit } from "../lib/units";
import { type Frame, statsOf } from "./frame";

/** What a chart says, in numbers. */
export function StatsTable({ frame, unit, height }: { frame: Frame; unit: Unit; height: number }) {
  return (
    <div style={{ height, overflow: "auto", margin: "0 -12px" }}>
      <table className="t">
        <thead>
          <tr>
            <th>Series</th>
            <th className="num">Min</th>
            <th className="num">Mean</th>
            <th className="num">Max</th>
            <th className="num">Last</th>
          </tr>
        </thead>
        <tbody>
          {frame.lines.map((line) => {
            const { min, mean, max, last } = statsOf(line.values);
            return (
              <tr key={line.id}>
                <td>{line.name}</td>
                {[min, mean, max, last].map((value, i) => (
                  <td key={["min", "mean", "max", "last"][i]} className="num">
                    <Value value={value} unit={unit} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
