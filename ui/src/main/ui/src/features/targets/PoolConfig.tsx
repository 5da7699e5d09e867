import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { FileCode } from "lucide-react";
import { useState } from "react";
import { poolConfig } from "../../api/relabel";
import { IconButton } from "../../components/controls";
import { Code } from "../../components/Setup";
import { Failed, Loading } from "../../components/states";
import styles from "./targets.module.css";

function Text({ pool }: { pool: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["pools", "config", pool],
    queryFn: ({ signal }) => poolConfig(pool, signal),
    retry: false,
  });
  if (error) {
    return <Failed error={error} actions={[{ label: "Retry", run: () => void refetch() }]} />;
  }
  return data === undefined ? (
    <Loading what="the configuration" height={160} />
  ) : (
    <Code code={data} label={`Configuration of ${pool}`} />
  );
}

/** The pool's part of the configuration, every default written out. */
export function PoolConfig({ pool }: { pool: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton icon={FileCode} label={`Configuration of ${pool}`} onClick={() => setOpen(true)} />
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={`Pool ${pool}`}
        size={640}
        closeButtonProps={{ "aria-label": "Close" }}
        attributes={{ header: { role: "presentation" } }}
      >
        <div className={styles.config}>{open && <Text pool={pool} />}</div>
      </Modal>
    </>
  );
}
