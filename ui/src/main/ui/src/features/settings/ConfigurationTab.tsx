import { useState } from "react";
import { useRunningConfig } from "../../api/settings";
import { CopyButton } from "../../components/controls";
import { Empty } from "../../components/states";
import { ConfigEditor } from "./ConfigEditor";
import { AskedPanel, When } from "./parts";
import styles from "./settings.module.css";

/** The files that run, and a place to change them. */
export function ConfigurationTab() {
  const config = useRunningConfig();
  const [path, setPath] = useState<string>();
  const files = config.data?.files ?? [];
  const file = files.find((each) => each.path === path) ?? files[0];
  return (
    <AskedPanel
      title="Configuration"
      what="the configuration"
      asked={config}
      sub={(now) => (
        <>
          in force since <When millis={now.loaded * 1000} never="the start" />
        </>
      )}
      end={file && <CopyButton text={file.yaml} label="Copy the file" />}
    >
      {() =>
        file === undefined ? (
          <Empty
            kind="not-yet"
            what="The server runs without a file"
            why="It scrapes itself and this machine, and keeps what is pushed. Start it with --config FILE to scrape more, and to change it here."
          />
        ) : (
          <>
            {files.length > 1 && (
              <div className={styles.bar} style={{ marginBottom: 12 }}>
                <select
                  className="btn"
                  aria-label="File"
                  value={file.path}
                  onChange={(event) => setPath(event.target.value)}
                >
                  {files.map((each) => (
                    <option key={each.path} value={each.path}>
                      {each.path} ({each.kind})
                    </option>
                  ))}
                </select>
              </div>
            )}
            {files.length === 1 && <p className="mono muted">{file.path}</p>}
            <ConfigEditor key={file.path + file.hash} file={file} />
          </>
        )
      }
    </AskedPanel>
  );
}
