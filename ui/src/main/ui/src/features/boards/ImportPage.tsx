import { useNavigate } from "@tanstack/react-router";
import { FileUp } from "lucide-react";
import { useRef, useState } from "react";
import { type Imported, importBoard } from "../../api/boards";
import { Button } from "../../components/controls";
import { Glyph, type State } from "../../components/Glyph";
import { Failed } from "../../components/states";
import { keepTime } from "../../components/time/search";
import { useToast } from "../../components/toast";
import { group } from "../../lib/units";
import styles from "./boards.module.css";
import { FolderField } from "./SaveDialog";
import { useForgetBoards } from "./useBoards";

const MAX_BYTES = 8_000_000;

function Source({
  text,
  onText,
  onRead,
  busy,
}: {
  text: string;
  onText: (text: string) => void;
  onRead: (text: string) => void;
  busy: boolean;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState<string>();
  const take = async (file: File | undefined) => {
    if (!file) {
      return;
    }
    if (file.size > MAX_BYTES) {
      setRefused(`${file.name}: ${group(file.size)} bytes (expected: at most ${group(MAX_BYTES)})`);
      return;
    }
    setRefused(undefined);
    const read = await file.text();
    onText(read);
    onRead(read);
  };
  return (
    <div className="panel">
      <div className="ph">
        <h2>1. The file</h2>
      </div>
      <div className={`pb ${styles.form}`}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the pointer; the button does the same by key */}
        <div
          className={styles.drop}
          data-over={over || undefined}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            void take(event.dataTransfer.files[0]);
          }}
        >
          <p>Drop Grafana's JSON or a dashboard in YAML here</p>
          <Button icon={FileUp} onClick={() => input.current?.click()}>
            Choose a file
          </Button>
          <input
            ref={input}
            type="file"
            hidden
            accept=".json,.yaml,.yml"
            onChange={(event) => void take(event.target.files?.[0])}
          />
        </div>
        {refused && <p className="c-critical t12">{refused}</p>}
        <textarea
          className={styles.text}
          style={{ minHeight: 180 }}
          aria-label="Dashboard as text"
          placeholder="or paste it here"
          spellCheck={false}
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
        <span className="row">
          <Button className="end" disabled={busy || text.trim() === ""} onClick={() => onRead(text)}>
            {busy ? "Reading" : "Read it"}
          </Button>
        </span>
      </div>
    </div>
  );
}

const STATES: Record<string, State> = { rendered: "ok", dropped: "warning", later: "pending" };
const WORDS: Record<string, string> = { rendered: "drawn", dropped: "in part", later: "later" };

function Report({
  imported,
  folder,
  onFolder,
  onSave,
  busy,
}: {
  imported: Imported;
  folder: string;
  onFolder: (folder: string) => void;
  onSave: () => void;
  busy: boolean;
}) {
  const { dashboard, report } = imported;
  const order = ["dropped", "later", "rendered"];
  const lines = [...report.lines].sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  const whole = report.rendered === report.panels && report.later === 0;
  return (
    <div className="panel">
      <div className="ph">
        <h2>2. What will be drawn</h2>
        <span className="sub ell">{dashboard.title}</span>
      </div>
      <div className={`pb ${styles.form}`}>
        <p className="row g6">
          <Glyph state={whole ? "ok" : "warning"} label={false} />
          <span>
            <b className={styles.count}>{group(report.rendered)}</b> of {group(report.panels)} panels are
            drawn as they are
            {report.later > 0 && `; ${group(report.later)} later`}
          </span>
        </p>
        <div className="row">
          <span className="muted t12">Folder</span>
          <FolderField value={folder} onChange={onFolder} />
          <Button kind="primary" className="lg end" disabled={busy} onClick={onSave}>
            {busy ? "Saving" : "Save and open"}
          </Button>
        </div>
        <div style={{ maxHeight: "52vh", overflow: "auto" }}>
          <table className="t">
            <thead>
              <tr>
                <th style={{ width: 88 }}>Verdict</th>
                <th style={{ width: "38%" }}>Panel</th>
                <th>Why</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a file may name two panels alike
                <tr key={i}>
                  <td>
                    <span className="st">
                      <Glyph state={STATES[line.verdict] ?? "none"} label={false} />
                      {WORDS[line.verdict] ?? line.verdict}
                    </span>
                  </td>
                  <td title={line.title}>{line.title || `panel ${line.panel}`}</td>
                  <td style={{ whiteSpace: "normal" }} className="muted">
                    {line.reasons.join("; ")}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </div>
  );
}

/** A dashboard from a file: read, reported, and only then saved. */
export function ImportPage() {
  const navigate = useNavigate();
  const toast = useToast();
  const forget = useForgetBoards();
  const [text, setText] = useState("");
  const [folder, setFolder] = useState("");
  const [imported, setImported] = useState<Imported>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const run = async (what: () => Promise<void>) => {
    setBusy(true);
    setError(undefined);
    try {
      await what();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  const read = (source: string) =>
    void run(async () => {
      setImported(undefined);
      setImported(await importBoard(source));
    });
  const save = () =>
    void run(async () => {
      const { uid, dashboard } = await importBoard(text, { folder });
      await forget();
      toast({ text: `${dashboard.title} saved` });
      await navigate({ to: "/dashboards/$uid", params: { uid: uid ?? dashboard.uid }, search: {} });
    });
  return (
    <div className="page">
      <div className="ptitle">
        <h1>Import a dashboard</h1>
        <span className="end">
          <Button onClick={() => void navigate({ to: "/dashboards", search: keepTime })}>
            All dashboards
          </Button>
        </span>
      </div>
      <div className={styles.columns}>
        <Source text={text} onText={setText} onRead={read} busy={busy} />
        <div>
          {error !== undefined && (
            <div className="panel">
              <div className="pb">
                <Failed error={error} />
              </div>
            </div>
          )}
          {imported && (
            <Report imported={imported} folder={folder} onFolder={setFolder} onSave={save} busy={busy} />
          )}
          {!imported && error === undefined && (
            <div className="panel">
              <div className="ph">
                <h2>2. What will be drawn</h2>
              </div>
              <p className="pb muted t12">
                The report comes before anything is saved: each panel, whether it is drawn as it is, what of
                it was left out, and why. Queries stay as they are; a choice of data source goes away, because
                there is one here.
              </p>
            </div>
          )}
        </div>
      </div>
    </div>
  );
}
