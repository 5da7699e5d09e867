import { type Signal, type Storage, useStorage } from "../../api/settings";
import { Panel } from "../../components/Panel";
import { Meter, Value } from "../../components/Value";
import { readableDuration } from "../../lib/time/duration";
import { AskedPanel, Table, When } from "./parts";
import styles from "./settings.module.css";

function limit(signal: Signal): string {
  const time = signal.retentionMillis === null ? null : readableDuration(signal.retentionMillis);
  return time ?? "without limit of time";
}

function SignalRow({ signal }: { signal: Signal }) {
  const { bytes, retentionBytes } = signal;
  const share = retentionBytes ? bytes / retentionBytes : undefined;
  return (
    <tr>
      <td className="med">{signal.name}</td>
      <td className="num">
        <Value value={bytes} unit="bytes" />
      </td>
      <td className="num">
        {retentionBytes ? <Value value={retentionBytes} unit="bytes" /> : "without limit"}
      </td>
      <td>
        {share === undefined ? null : <Meter share={share} label={`${signal.name}: share of its size`} />}
      </td>
      <td className="num">
        <Value value={signal.items} unit="none" />
      </td>
      <td className="num">
        <When time={signal.oldest} never="nothing yet" />
      </td>
      <td className="num">{limit(signal)}</td>
    </tr>
  );
}

function Disk({ disk }: { disk: Storage["disk"] }) {
  const used = 1 - disk.freeBytes / disk.totalBytes;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>Folder</dt>
        <dd className="mono">{disk.path}</dd>
      </div>
      <div>
        <dt>Free on this disk</dt>
        <dd>
          <Value value={disk.freeBytes} unit="bytes" /> of <Value value={disk.totalBytes} unit="bytes" />
        </dd>
      </div>
      <div>
        <dt>Used</dt>
        <dd>
          <Value value={used} unit="ratio" />
          <Meter
            share={used}
            state={used > 0.95 ? "critical" : used > 0.85 ? "warning" : undefined}
            label="Used share of the disk"
          />
        </dd>
      </div>
    </dl>
  );
}

/** What is kept, how long, and how much of the disk it takes. */
export function StorageTab() {
  const storage = useStorage();
  const parts = storage.data?.signals.flatMap((signal) =>
    signal.parts.map((part) => ({ ...part, signal: signal.name })),
  );
  return (
    <>
      <AskedPanel title="Kept by signal" what="storage" asked={storage} flush>
        {({ signals }) => (
          <Table
            label="Kept by signal"
            columns={[
              { name: "Signal" },
              { name: "On disk", numeric: true },
              { name: "At most", numeric: true },
              { name: "Share" },
              { name: "Series", numeric: true },
              { name: "Oldest", numeric: true },
              { name: "Kept", numeric: true },
            ]}
          >
            {signals.map((signal) => (
              <SignalRow key={signal.name} signal={signal} />
            ))}
          </Table>
        )}
      </AskedPanel>
      {storage.data && (
        <Panel title="Disk">
          <Disk disk={storage.data.disk} />
        </Panel>
      )}
      {parts && parts.length > 0 && (
        <Panel title="Parts" flush>
          <Table
            label="Parts"
            columns={[{ name: "Signal" }, { name: "Part" }, { name: "On disk", numeric: true }]}
          >
            {parts.map((part) => (
              <tr key={part.signal + part.name}>
                <td>{part.signal}</td>
                <td>{part.name}</td>
                <td className="num">
                  <Value value={part.bytes} unit="bytes" />
                </td>
              </tr>
            ))}
          </Table>
        </Panel>
      )}
    </>
  );
}
