import { useMemo } from "react";
import { useVectors } from "../../api/hooks";
import type { InstantSeries } from "../../api/prometheus";
import { drawable } from "../../charts/frame";
import { Panel } from "../../components/Panel";
import { Empty, Failed, Loading } from "../../components/states";
import { Meter, Value } from "../../components/Value";
import { fullSoon, LIMITS, troubleOf } from "../../lib/hosts";
import { readableDuration } from "../../lib/time/duration";
import { format } from "../../lib/units";
import { filesystemQueries } from "./queries";

export interface FilesystemRow {
  mount: string;
  device: string;
  type: string;
  size: number;
  free: number | null;
  /** Percent of the bytes and of the inodes in use. */
  used: number | null;
  inodes: number | null;
  /** Seconds until it is full, as it went in the last hours; null when it does not fill. */
  fullIn: number | null;
}

function numberAt(vector: InstantSeries[] | undefined, mount: string, device: string): number | null {
  const found = vector?.find((s) => s.metric.mountpoint === mount && s.metric.device === device);
  return found?.value ? drawable(found.value[1]) : null;
}

function percentUsed(total: number | null, free: number | null): number | null {
  return total === null || free === null || total === 0 ? null : 100 * (1 - free / total);
}

/** One row per filesystem, the fullest first. */
export function filesystemRows(vectors: (InstantSeries[] | undefined)[]): FilesystemRow[] {
  const [sizes, avail, files, filesFree, fullIn] = vectors;
  const rows = (sizes ?? []).map(({ metric, value }) => {
    const mount = metric.mountpoint ?? "";
    const device = metric.device ?? "";
    const size = drawable(value?.[1] ?? "") ?? 0;
    const free = numberAt(avail, mount, device);
    return {
      mount,
      device,
      type: metric.fstype ?? "",
      size,
      free,
      used: percentUsed(size, free),
      inodes: percentUsed(numberAt(files, mount, device), numberAt(filesFree, mount, device)),
      fullIn: numberAt(fullIn, mount, device),
    };
  });
  const worst = (row: FilesystemRow) => Math.max(row.used ?? 0, row.inodes ?? 0);
  return rows.filter((row) => row.size > 0).sort((a, b) => worst(b) - worst(a));
}

/** A year away is as good as never. */
const FAR_SECONDS = 365 * 86_400;

export function fullWords(seconds: number | null): string {
  return seconds === null || seconds > FAR_SECONDS ? "–" : readableDuration(seconds * 1000);
}

function Row({ row }: { row: FilesystemRow }) {
  const trouble = troubleOf(row.used, LIMITS.disk);
  const inodes = troubleOf(row.inodes, LIMITS.disk);
  const soon = fullSoon(row.fullIn);
  return (
    <tr data-st={trouble ?? inodes ?? soon}>
      <td title={`${row.device}, ${row.type}`}>
        {row.mount} <span className="muted">{row.type}</span>
      </td>
      <td>
        <span className="cellbar" style={{ gridTemplateColumns: "1fr 44px" }}>
          <Meter share={(row.used ?? 0) / 100} state={trouble} label={`${row.mount} used`} />
          <span className={`v num ${trouble ? "bad" : ""}`}>
            <Value value={row.used} unit="percent" />
          </span>
        </span>
      </td>
      <td className="num">
        <Value value={row.free} unit="bytes" />
      </td>
      <td className={`num ${inodes ? "bad" : ""}`}>
        <Value value={row.inodes} unit="percent" />
      </td>
      <td className={`num ${soon ? "bad" : "muted"}`}>{fullWords(row.fullIn)}</td>
    </tr>
  );
}

function Table({ rows }: { rows: FilesystemRow[] }) {
  return (
    <table className="t">
      <thead>
        <tr>
          <th>Mount</th>
          <th style={{ width: "36%" }}>Used</th>
          <th className="num" style={{ width: 84 }}>
            Free
          </th>
          <th className="num" style={{ width: 68 }}>
            Inodes
          </th>
          <th className="num" style={{ width: 84 }} title="As it went in the last six hours">
            Full in
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={`${row.mount}|${row.device}`} row={row} />
        ))}
      </tbody>
    </table>
  );
}

export function Filesystems({ instance, timeSeconds }: { instance: string; timeSeconds: number }) {
  const queries = useMemo(() => filesystemQueries(instance), [instance]);
  const { vectors, error } = useVectors(queries, timeSeconds);
  const rows = filesystemRows(vectors);
  const total = rows.reduce((sum, row) => sum + row.size, 0);
  const size = format(total, "bytes");
  return (
    <Panel
      title="Filesystems"
      sub={rows.length > 0 ? `${rows.length}, ${size.value}\u2009${size.unit}, fullest first` : ""}
      flush
    >
      {rows.length > 0 && <Table rows={rows} />}
      {rows.length === 0 && (
        <div className="pb">
          {error ? (
            <Failed error={error} />
          ) : vectors[0] === undefined ? (
            <Loading what="filesystems" height={120} />
          ) : (
            <Empty
              kind="no-match"
              what="No filesystem to watch"
              why="Only memory and read-only filesystems are mounted here, and those are left out."
            />
          )}
        </div>
      )}
    </Panel>
  );
}
