import { useQuery } from "@tanstack/react-query";
import { savedVersions } from "../../api/alerting";
import { Button } from "../../components/controls";
import { Failed, Loading } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { fullTime } from "../../lib/time/zone";
import styles from "./rules.module.css";

export interface HistoryProps {
  name: string;
  current: number;
  onTake: (yaml: string) => void;
}

/** Every version that was saved; taking one puts it into the editor, and saving makes it the newest. */
export function History({ name, current, onTake }: HistoryProps) {
  const { zone } = useTime();
  const { data, error } = useQuery({
    queryKey: ["rules", "versions", name, current],
    queryFn: ({ signal }) => savedVersions(name, signal),
  });
  if (error) {
    return <Failed error={error} />;
  }
  if (!data) {
    return <Loading what="versions" height={120} />;
  }
  return (
    <ul className={styles.told}>
      {data.map((one) => (
        <li key={one.version}>
          <b className="med">{one.version}</b>
          <span className="grow">
            {one.message || "saved"}{" "}
            <span className="muted">
              {fullTime(one.updated * 1000, zone)}
              {one.updatedBy && `, ${one.updatedBy}`}
            </span>
          </span>
          {one.version === current ? (
            <span className="tag">in force</span>
          ) : (
            <Button onClick={() => onTake(one.yaml)} aria-label={`Take version ${one.version}`}>
              Take
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
