import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState } from "react";
import { useThemeName } from "../../charts/theme";
import type { PanelOptions } from "../../lib/board/model";
import { pagePalette } from "../colors";
import { type Frame, lengthOf, nameOf } from "../frames";
import { Reason } from "../parts/Reason";
import type { KindProps } from "../types";
import { type Column, columnsOf, footerText, rowsOf, type TableSort, widthsOf } from "./columns";
import { Pager } from "./Pager";
import { BodyRow, Head } from "./parts";
import styles from "./table.module.css";

const HEIGHTS = { sm: 30, md: 36, lg: 44 };
const HEAD = 28;

/** The table of several that is shown; all series of one query are one table. */
function frameNames(frames: Frame[]): string[] {
  return frames.map((f) => (f.kind === "series" ? f.name : f.name === f.ref ? f.ref : f.name) || f.ref);
}

function nextSort(sort: TableSort[], name: string, add: boolean): TableSort[] {
  const own = sort.find((s) => s.name === name);
  const next = own === undefined ? [{ name, desc: false }] : own.desc ? [] : [{ name, desc: true }];
  return add ? [...sort.filter((s) => s.name !== name), ...next] : next;
}

function footerOf(
  options: PanelOptions,
  columns: Column[],
): { calcs: string[]; fields?: string[]; countRows?: boolean } | undefined {
  if (options.footer?.show) {
    return options.footer;
  }
  return columns.some((c) => (c.field.config.custom?.footer?.reducers.length ?? 0) > 0)
    ? { calcs: [] }
    : undefined;
}

function OneTable({ frame, props, height }: { frame: Frame; props: KindProps; height: number }) {
  const { panel, size, zone } = props;
  const palette = pagePalette(useThemeName());
  const options = panel.options ?? {};
  const [sort, setSort] = useState<TableSort[]>(() =>
    (options.sortBy ?? []).map((s) => ({ name: s.field, desc: s.desc ?? false })),
  );
  const [filters, setFilters] = useState<ReadonlyMap<string, ReadonlySet<string>>>(new Map());
  const [search, setSearch] = useState("");
  const [page, setPage] = useState(0);
  const columns = useMemo(() => columnsOf(frame, palette, zone), [frame, palette, zone]);
  const rows = useMemo(
    () => rowsOf(frame, columns, { sort, filters, search }),
    [frame, columns, sort, filters, search],
  );
  const widths = widthsOf(columns, size.width - 8);
  const rowHeight = HEIGHTS[options.cellHeight ?? "sm"];
  const footer = footerOf(options, columns);
  const paged = options.footer?.pagination === true;
  const taken = (options.showSearch ? 36 : 0) + (paged ? 32 : 0);
  const perPage = Math.max(1, Math.floor((height - HEAD - taken - (footer ? rowHeight : 0)) / rowHeight));
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const at = Math.min(page, pages - 1);
  const shown = paged ? rows.slice(at * perPage, (at + 1) * perPage) : rows;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    initialRect: { width: size.width, height },
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div>
      {options.showSearch && (
        <label className="inp" style={{ marginBottom: 8 }}>
          <span className="sr">Search in the table</span>
          <input value={search} placeholder="Search" onChange={(e) => setSearch(e.target.value)} />
        </label>
      )}
      <div ref={scroller} className={styles.scroll} style={{ height: height - taken }}>
        <table className={`t ${styles.table}`} style={{ width: widths.reduce((a, b) => a + b, 0) }}>
          {options.showHeader !== false && (
            <Head
              columns={columns}
              widths={widths}
              sort={sort}
              onSort={(name, add) => setSort(nextSort(sort, name, add))}
              filters={filters}
              onFilter={(name, values) => setFilters(new Map([...filters, [name, values]]))}
            />
          )}
          <tbody>
            {before > 0 && <tr style={{ height: before }} />}
            {items.map((item) => (
              <BodyRow
                key={item.key}
                columns={columns}
                widths={widths}
                frame={frame}
                row={shown[item.index] ?? 0}
                height={rowHeight}
                palette={palette}
                panel={props}
              />
            ))}
            {after > 0 && <tr style={{ height: after }} />}
          </tbody>
          {footer && (
            <tfoot>
              <tr>
                {columns.map((column, i) => (
                  <td key={column.index} style={{ textAlign: column.align, height: rowHeight }}>
                    {footerText(column, rows, footer, i === 0)}
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
      {paged && <Pager page={at} pages={pages} onPage={setPage} what={`${rows.length} rows`} />}
    </div>
  );
}

export default function TablePanel(props: KindProps) {
  const { frames, panel, size } = props;
  const tables = frames.filter((f) => f.fields.length > 0 && f.kind !== "exemplars");
  const [chosen, setChosen] = useState(panel.options?.frame ?? 0);
  const frame = tables[Math.min(chosen, tables.length - 1)];
  if (!frame || lengthOf(frame) === 0) {
    return (
      <Reason
        what="The table has no rows"
        why="The queries answered nothing in this range, or a transformation left nothing over."
      />
    );
  }
  const names = frameNames(tables);
  const several = tables.length > 1;
  return (
    <div>
      <OneTable
        key={nameOf(frame.fields[0] ?? { name: "", type: "other", values: [], config: {} }) + chosen}
        frame={frame}
        props={props}
        height={size.height - (several ? 36 : 0)}
      />
      {several && (
        <label className={`inp ${styles.choice}`}>
          <span className="muted">Table</span>
          <select
            value={Math.min(chosen, tables.length - 1)}
            onChange={(e) => setChosen(Number(e.target.value))}
          >
            {names.map((name, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a table is known by its place
              <option key={i} value={i}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
