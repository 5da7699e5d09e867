import { ArrowDown, ArrowUp } from "lucide-react";
import type { Palette } from "../colors";
import { shownText } from "../display";
import type { Frame } from "../frames";
import type { KindProps } from "../types";
import { Cell, cellStyle } from "./Cell";
import { ColumnFilter } from "./ColumnFilter";
import type { Column, TableSort } from "./columns";
import styles from "./table.module.css";

interface HeadProps {
  columns: Column[];
  widths: number[];
  sort: TableSort[];
  onSort: (name: string, add: boolean) => void;
  filters: ReadonlyMap<string, ReadonlySet<string>>;
  onFilter: (name: string, values: ReadonlySet<string>) => void;
}

export function Head({ columns, widths, sort, onSort, filters, onFilter }: HeadProps) {
  return (
    <thead>
      <tr>
        {columns.map((column, i) => {
          const own = sort.find((s) => s.name === column.name);
          const filterable = column.field.config.custom?.filterable ?? false;
          return (
            <th
              key={column.index}
              scope="col"
              style={{ width: widths[i], textAlign: column.align }}
              aria-sort={own ? (own.desc ? "descending" : "ascending") : "none"}
              title={column.field.config.description ?? column.name}
            >
              <button type="button" className={styles.sort} onClick={(e) => onSort(column.name, e.shiftKey)}>
                <span className="ell">{column.name}</span>
                {own &&
                  (own.desc ? (
                    <ArrowDown className="i" aria-hidden />
                  ) : (
                    <ArrowUp className="i" aria-hidden />
                  ))}
              </button>
              {filterable && (
                <ColumnFilter
                  column={column}
                  chosen={filters.get(column.name)}
                  onChange={(values) => onFilter(column.name, values)}
                />
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

interface BodyRowProps {
  columns: Column[];
  widths: number[];
  frame: Frame;
  row: number;
  height: number;
  palette: Palette;
  panel: KindProps;
}

export function BodyRow({ columns, widths, frame, row, height, palette, panel }: BodyRowProps) {
  const painter = columns.find((c) => c.cell.applyToRow && c.cell.type === "color-background");
  const ground = painter ? cellStyle(painter, row, palette) : undefined;
  return (
    <tr style={{ height, ...ground }}>
      {columns.map((column, i) => {
        const { onFilter } = panel.hooks;
        const text = shownText(column.show(column.field.values[row]));
        const filters = onFilter && column.field.config.filterable && column.field.type === "string";
        return (
          <td
            key={column.index}
            className={column.cell.wrapText || column.field.config.custom?.wrapText ? styles.wrap : undefined}
            style={{ height, textAlign: column.align, ...ground, ...cellStyle(column, row, palette) }}
            title={column.field.type === "frame" ? undefined : text}
          >
            <Cell
              column={column}
              frame={frame}
              row={row}
              width={widths[i] ?? 100}
              palette={palette}
              panel={panel}
            />
            {filters && (
              <span className={styles.filters}>
                <button
                  type="button"
                  aria-label={`only ${column.name} = ${text}`}
                  title={`Only ${text}`}
                  onClick={() => onFilter(column.field.name, "=", String(column.field.values[row]))}
                >
                  +
                </button>
                <button
                  type="button"
                  aria-label={`without ${column.name} = ${text}`}
                  title={`Without ${text}`}
                  onClick={() => onFilter(column.field.name, "!=", String(column.field.values[row]))}
                >
                  −
                </button>
              </span>
            )}
          </td>
        );
      })}
    </tr>
  );
}
