import { useMemo } from "react";
import { useVectors } from "../../api/hooks";
import { readableDuration } from "../../lib/time/duration";
import { formatText } from "../../lib/units";
import { factQueries } from "./queries";

/** Who this host is: name, kernel, uptime, processes and open files, in one muted line. */
export function HostFacts({ instance, timeSeconds }: { instance: string; timeSeconds: number }) {
  const queries = useMemo(() => factQueries(instance), [instance]);
  const { vectors } = useVectors(queries, timeSeconds);
  const [uname, boot, running, blocked, files, filesMax] = vectors.map((v) => v?.[0]);
  const number = (sample: typeof uname) => (sample?.value ? Number(sample.value[1]) : null);
  const up = number(boot);
  const parts = [
    uname?.metric.nodename ?? instance,
    uname?.metric.release && `Linux ${uname.metric.release.split("-")[0]}`,
    up !== null && `up ${readableDuration((timeSeconds - up) * 1000)}`,
    number(running) !== null && `${number(running)} running, ${number(blocked) ?? 0} blocked`,
    number(files) !== null && number(filesMax) !== null && `${formatText(number(files), "none")} open files`,
  ].filter(Boolean);
  return <span className="muted t12 ell">{parts.join(" · ")}</span>;
}
