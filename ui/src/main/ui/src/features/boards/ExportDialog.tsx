import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { type ExportFormat, exportBoard } from "../../api/boards";
import { Button, CopyButton, Segmented } from "../../components/controls";
import { download } from "../../components/download";
import { Failed, Loading } from "../../components/states";
import type { Dashboard } from "../../lib/board/model";
import styles from "./boards.module.css";

const FORMATS = [
  { value: "yaml", label: "YAML" },
  { value: "json", label: "JSON" },
  { value: "grafana", label: "Grafana" },
] satisfies { value: ExportFormat; label: string }[];

const ABOUT: Record<ExportFormat, string> = {
  yaml: "Tocsin's own form: for a pack, for review, for `tocsin dashboards check`.",
  json: "The same as JSON.",
  grafana: "For Grafana 9 and later: Dashboards, New, Import.",
};

/** The stored board as a file. */
export function ExportDialog({ board, onClose }: { board: Dashboard; onClose: () => void }) {
  const [format, setFormat] = useState<ExportFormat>("yaml");
  const { data, error } = useQuery({
    queryKey: ["board", board.uid, "export", format],
    queryFn: () => exportBoard(board.uid, format),
    staleTime: 0,
  });
  const name = `${board.uid}.${format === "yaml" ? "yaml" : "json"}`;
  return (
    <Modal opened onClose={onClose} title={`Export ${board.title}`} size={760}>
      <div className={styles.dialog}>
        <div className="row g12">
          <Segmented label="Format" choices={FORMATS} value={format} onChange={setFormat} />
          <span className="muted t12">{ABOUT[format]}</span>
        </div>
        {error ? (
          <Failed error={error} />
        ) : data === undefined ? (
          <Loading what="the file" height={200} />
        ) : (
          <textarea
            className={styles.text}
            style={{ minHeight: 320 }}
            readOnly
            aria-label={name}
            value={data}
          />
        )}
        <footer>
          {data && <CopyButton text={data} label="Copy" />}
          <Button
            kind="primary"
            className="lg"
            icon={Download}
            disabled={data === undefined}
            onClick={() => data !== undefined && download(name, new Blob([data], { type: "text/plain" }))}
          >
            Download {name}
          </Button>
        </footer>
      </div>
    </Modal>
  );
}
