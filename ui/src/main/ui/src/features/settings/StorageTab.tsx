import { type Signal, type Storage, useStorage } from "../../api/settings";
import { Panel } from "../../components/Panel";
import { Meter, Value } from "../../components/Value";
import { readableDuration } from "../../lib/time/duration";
import { AskedPanel, Table, When } from "./parts";
import styles from "./settings.module.css";

function SignalRow({ signal }: { signal: Signal }) {
  const { bytes, limitBytes, retention } = signal;
  return (
    <tr>
      <td className="med">{signal.signal}</td>
      <td className="num">
        <Value value={bytes} unit="bytes" />
      </td>
      <td className="num">{limitBytes > 0 ? <Value value={limitBytes} unit="bytes" /> : "no limit"}</td>
      <td>
        {limitBytes > 0 && <Meter share={bytes / limitBytes} label={`${signal.signal}: share of its size`} />}
      </td>
      <td className="num">
        <Value value={signal.count} unit="none" />
      </td>
      <td className="num">
        <When millis={signal.oldest * 1000} never="nothing yet" />
      </td>
      <td className="num">{retention > 0 ? readableDuration(retention * 1000) : "no limit"}</td>
      <td className="mono" title={signal.path}>
        {signal.path}
      </td>
    </tr>
  );
}

function Disk({ disk }: { disk: Storage["disk"] }) {
  const used = 1 - disk.usableBytes / disk.totalBytes;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>Folder</dt>
        <dd className="mono">{disk.path}</dd>
      </div>
      <div>
        <dt>Free on this disk</dt>
        <dd>
          <Value value={disk.usableBytes} unit="bytes" /> of <Value value={disk.totalBytes} unit="bytes" />
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
              { name: "Items", numeric: true },
              { name: "Oldest", numeric: true },
              { name: "Kept", numeric: true },
              { name: "Folder" },
            ]}
          >
            {signals.map((signal) => (
              <SignalRow key={signal.signal} signal={signal} />
            ))}
          </Table>
        )}
      </AskedPanel>
      {storage.data && (
        <Panel title="Disk">
          <Disk disk={storage.data.disk} />
        </Panel>
      )}
    </>
  );
}
