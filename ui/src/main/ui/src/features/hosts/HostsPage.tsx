import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ArrowDown, ArrowUp, Search } from "lucide-react";
import { useMemo, useRef } from "react";
import { Spark } from "../../charts/Spark";
import { useAlerts } from "../../components/alerts/useAlerting";
import { Field, Kbd } from "../../components/controls";
import { Glyph } from "../../components/Glyph";
import { useHostLines, useHosts } from "../../components/hosts/useHosts";
import { useShortcuts } from "../../components/keys/Keys";
import { Panel } from "../../components/Panel";
import { useShareable } from "../../components/share";
import { Empty, Failed, Loading } from "../../components/states";
import { keepTime } from "../../components/time/search";
import { useTime } from "../../components/time/TimeContext";
import { Meter, Value } from "../../components/Value";
import { csvText } from "../../lib/csv";
import {
  fullSoon,
  type HostRow,
  hostFindings,
  isOfHost,
  LIMITS,
  type Limit,
  loadPerCore,
  troubleOf,
} from "../../lib/hosts";
import { fullWords } from "./Filesystems";
import { HostSetup } from "./HostSetup";
import styles from "./hosts.module.css";
import { orderHosts } from "./order";
import type { HostSort, HostsSearch } from "./search";

const COLUMNS: { sort: HostSort; title: string; className?: string }[] = [
  { sort: "name", title: "Host" },
  { sort: "cpu", title: "CPU" },
  { sort: "memory", title: "Memory" },
  { sort: "disk", title: "Fullest disk" },
  { sort: "full", title: "Full in", className: "num" },
  { sort: "load", title: "Load", className: "num" },
  { sort: "net", title: "Network", className: "num" },
];

function Bar({ value, limits, name }: { value: number | null; limits: Limit; name: string }) {
  const trouble = troubleOf(value, limits);
  return (
    <span className="cellbar" style={{ gridTemplateColumns: "minmax(24px, 1fr) 46px" }}>
      <Meter share={(value ?? 0) / 100} state={trouble} label={name} />
      <span className={`v num ${trouble ? "bad" : ""}`}>
        <Value value={value} unit="percent" />
      </span>
    </span>
  );
}

interface RowProps {
  row: HostRow;
  firing: number;
  line: ReturnType<typeof useHostLines>;
}

function Row({ row, firing, line }: RowProps) {
  const findings = hostFindings(row);
  const trouble = findings[0]?.trouble;
  const perCore = loadPerCore(row);
  const words = findings.map((f) => f.text).join(", ");
  return (
    <tr data-st={trouble}>
      <td>
        <span className="row">
          <Glyph state={trouble ?? "ok"} label={words || "within its limits"} />
          <span className={styles.hostName}>
            <Link
              to="/hosts/$instance"
              params={{ instance: row.instance }}
              search={keepTime}
              className={`med ${styles.hostLink}`}
            >
              {row.instance}
            </Link>
            <span className="muted ell">
              {words || (row.cores === null ? "" : `${row.cores} cores`)}
              {firing > 0 && `${words ? " · " : ", "}${firing} firing`}
            </span>
          </span>
        </span>
      </td>
      <td>
        <Bar value={row.cpu} limits={LIMITS.cpu} name={`CPU of ${row.instance}`} />
      </td>
      <td>
        <Bar value={row.memory} limits={LIMITS.memory} name={`Memory of ${row.instance}`} />
      </td>
      <td>
        <Bar value={row.disk} limits={LIMITS.disk} name={`Fullest disk of ${row.instance}`} />
      </td>
      <td className={`num ${fullSoon(row.fullIn) ? "bad" : "muted"}`}>{fullWords(row.fullIn)}</td>
      <td className={`num ${troubleOf(perCore, LIMITS.loadPerCore) ? "bad" : ""}`}>
        <Value value={row.load} unit="none" />
      </td>
      <td className="num">
        <Value value={row.netIn} unit="bytesPerSecond" />
        <span className="muted"> in, </span>
        <Value value={row.netOut} unit="bytesPerSecond" />
        <span className="muted"> out</span>
      </td>
      <td className={styles.trend}>
        <Spark values={line(row.instance, "cpu")} height={20} color="--muted" min={0} />
      </td>
    </tr>
  );
}

interface TableProps {
  rows: HostRow[];
  sort: HostSort;
  onSort: (sort: HostSort) => void;
}

function Table({ rows, sort, onSort }: TableProps) {
  const line = useHostLines(["cpu"]);
  const { firing } = useAlerts();
  return (
    <div className={styles.scroll}>
      <table className={`t ${styles.hosts}`}>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th
                key={column.sort}
                className={column.className}
                data-col={column.sort}
                aria-sort={sort === column.sort ? (sort === "name" ? "ascending" : "descending") : undefined}
              >
                <button type="button" onClick={() => onSort(sort === column.sort ? "pressure" : column.sort)}>
                  {column.title}
                  {sort === column.sort &&
                    (sort === "name" ? (
                      <ArrowUp className="i" aria-hidden />
                    ) : (
                      <ArrowDown className="i" aria-hidden />
                    ))}
                </button>
              </th>
            ))}
            <th data-col="trend">CPU, trend</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.instance}
              row={row}
              line={line}
              firing={firing.filter((a) => isOfHost(a.labels, row.instance)).length}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function hostsCsv(rows: HostRow[]): string {
  const head = ["host", "cpu_percent", "memory_percent", "disk_percent", "full_in_seconds", "load1", "cores"];
  const net = ["receive_bytes_per_second", "transmit_bytes_per_second"];
  return csvText([
    [...head, ...net],
    ...rows.map((r) => [
      ...[r.instance, r.cpu, r.memory, r.disk, r.fullIn, r.load, r.cores],
      ...[r.netIn, r.netOut],
    ]),
  ]);
}

/** Every machine, the one under most pressure first. */
export function HostsPage() {
  const search = useSearch({ from: "/hosts" });
  const navigate = useNavigate({ from: "/hosts" });
  const { refreshNow } = useTime();
  const { rows, isFirst, error } = useHosts();
  const field = useRef<HTMLInputElement>(null);
  const sort = search.sort ?? "pressure";
  const shown = useMemo(() => orderHosts(rows, sort, search.q ?? ""), [rows, sort, search.q]);
  const onSearch = (change: Partial<HostsSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  useShortcuts([{ keys: "/", label: "Find a host", group: "Hosts", run: () => field.current?.focus() }]);
  useShareable(useMemo(() => ({ title: "Hosts", csv: () => hostsCsv(shown) }), [shown]));
  const troubled = rows.filter((row) => hostFindings(row).length > 0).length;
  const filtered = search.q !== undefined || search.f !== undefined || search.env !== undefined;
  if (rows.length === 0 && !isFirst && !error && !filtered) {
    return <HostSetup />;
  }
  return (
    <div className="page">
      <div className="ptitle">
        <h1>Hosts</h1>
        {rows.length > 0 && (
          <span className="muted">
            {rows.length}, {troubled === 0 ? "all within their limits" : `${troubled} beyond a limit`}
          </span>
        )}
      </div>
      <div className={styles.bar}>
        <Field
          ref={field}
          className={styles.search}
          label="Find a host"
          placeholder="Find a host"
          icon={Search}
          value={search.q ?? ""}
          onChange={(q) => onSearch({ q: q || undefined })}
          hint={<Kbd>/</Kbd>}
        />
        {sort !== "pressure" && (
          <button type="button" className="btn ghost" onClick={() => onSearch({ sort: undefined })}>
            Worst first
          </button>
        )}
      </div>
      <Panel title="Hosts" sub={sort === "pressure" ? "by pressure, worst first" : `by ${sort}`} flush>
        {shown.length > 0 && (
          <Table
            rows={shown}
            sort={sort}
            onSort={(next) => onSearch({ sort: next === "pressure" ? undefined : next })}
          />
        )}
        {shown.length === 0 && (
          <div className="pb">
            {error ? (
              <Failed error={error} actions={[{ label: "Retry", run: refreshNow }]} />
            ) : isFirst ? (
              <Loading what="hosts" height={160} />
            ) : (
              <Empty
                kind="no-match"
                what="No host passes the filter"
                why={`${rows.length} hosts report with the filters of the header.`}
                actions={[
                  { label: "Show all", run: () => onSearch({ q: undefined, f: undefined, env: undefined }) },
                ]}
              />
            )}
          </div>
        )}
      </Panel>
    </div>
  );
}
