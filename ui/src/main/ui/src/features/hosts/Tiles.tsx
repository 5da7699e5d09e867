import { type Column, newest } from "../../charts/frame";
import { Spark } from "../../charts/Spark";
import { Glyph } from "../../components/Glyph";
import { LIMITS, type Trouble, troubleOf } from "../../lib/hosts";
import { format, formatText, type Unit } from "../../lib/units";
import styles from "./hosts.module.css";
import type { Host } from "./useHost";

interface TileProps {
  label: string;
  values: Column;
  unit: Unit;
  detail: string;
  trouble?: Trouble;
  limit?: number;
  /** The first answer is on its way. */
  loading: boolean;
}

function Tile({ label, values, unit, detail, trouble, limit, loading }: TileProps) {
  const last = newest(values);
  const { value, unit: name } = format(last, unit);
  const waiting = last === null;
  return (
    <div className="tile">
      <div className="caps row g6">
        {label}
        {trouble && <Glyph state={trouble} size={12} />}
      </div>
      <div className={styles.figure}>
        <span className={`v ${waiting ? "muted" : ""}`} title={last === null ? undefined : String(last)}>
          {value}
          <span className="u">{name}</span>
        </span>
        <span className={styles.spark}>
          <Spark values={values} height={32} limit={limit} min={0} />
        </span>
      </div>
      <div className="d">{waiting ? (loading ? "\u00a0" : "no reading yet") : detail}</div>
    </div>
  );
}

function share(part: Column, whole: Column): Column {
  return part.map((value, i) => {
    const all = whole[i] ?? null;
    return value === null || all === null || all === 0 ? null : (100 * value) / all;
  });
}

function sum(a: Column, b: Column): Column {
  return a.map((value, i) => (value === null && (b[i] ?? null) === null ? null : (value ?? 0) + (b[i] ?? 0)));
}

/** Five figures of the host, each with its direction. */
export function Tiles({ host }: { host: Host }) {
  const memory = share(host.column("memoryUsed"), host.column("memoryTotal"));
  const cpu = host.column("cpuBusy");
  const disk = host.column("diskFullest");
  const load = host.column("load1");
  const network = sum(host.column("netIn"), host.column("netOut"));
  const cores = newest(host.column("cores"));
  const last = (key: Parameters<Host["column"]>[0]) => newest(host.column(key));
  const perCore = cores && last("load5") !== null ? (last("load5") ?? 0) / cores : null;
  return (
    <div className={`tiles ${styles.tiles}`}>
      <Tile
        loading={host.isFirst}
        label="CPU"
        values={cpu}
        unit="percent"
        detail={`${cores ?? "–"} cores, disk busy ${formatText(last("diskBusy"), "percent")}`}
        trouble={troubleOf(newest(cpu), LIMITS.cpu)}
        limit={LIMITS.cpu.warning}
      />
      <Tile
        loading={host.isFirst}
        label="Memory"
        values={memory}
        unit="percent"
        detail={`${formatText(last("memoryUsed"), "bytes")} of ${formatText(last("memoryTotal"), "bytes")}`}
        trouble={troubleOf(newest(memory), LIMITS.memory)}
        limit={LIMITS.memory.warning}
      />
      <Tile
        loading={host.isFirst}
        label="Disk"
        values={disk}
        unit="percent"
        detail="the fullest filesystem"
        trouble={troubleOf(newest(disk), LIMITS.disk)}
        limit={LIMITS.disk.warning}
      />
      <Tile
        loading={host.isFirst}
        label="Network"
        values={network}
        unit="bytesPerSecond"
        detail={`in ${formatText(last("netIn"), "bytesPerSecond")}, out ${formatText(last("netOut"), "bytesPerSecond")}`}
      />
      <Tile
        loading={host.isFirst}
        label="Load, 1 min"
        values={load}
        unit="none"
        detail={`5 min ${formatText(last("load5"), "none")}, ${formatText(perCore, "none")} per core`}
        trouble={troubleOf(perCore, LIMITS.loadPerCore)}
        limit={cores ?? undefined}
      />
    </div>
  );
}
