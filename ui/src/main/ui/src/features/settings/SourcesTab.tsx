import { Link } from "@tanstack/react-router";
import { type Sources, useSources } from "../../api/settings";
import { StateWord } from "../../components/Glyph";
import { Empty } from "../../components/states";
import { keepTime } from "../../components/time/search";
import { Value } from "../../components/Value";
import { readableDuration } from "../../lib/time/duration";
import { AskedPanel, Table, When } from "./parts";

function JobRow({ job }: { job: Sources["jobs"][number] }) {
  const well = job.down === 0;
  return (
    <tr data-st={well ? undefined : "critical"}>
      <td className="med">{job.name}</td>
      <td>
        <StateWord
          state={job.targets === 0 ? "none" : well ? "ok" : "critical"}
          word={job.targets === 0 ? "no targets" : `${job.up} of ${job.targets} up`}
        />
      </td>
      <td className="num">{readableDuration(job.interval * 1000)}</td>
      <td className="num">
        <When millis={job.last * 1000} never="not yet" />
      </td>
    </tr>
  );
}

/** Where samples come from: what is scraped, and who pushes. */
export function SourcesTab() {
  const sources = useSources();
  return (
    <>
      <AskedPanel
        title="Scraped"
        what="jobs"
        asked={sources}
        flush
        end={
          <Link to="/scrape-targets" search={keepTime} className="btn">
            All targets
          </Link>
        }
      >
        {({ jobs }) => (
          <Table
            label="Jobs"
            columns={[
              { name: "Job" },
              { name: "State" },
              { name: "Every", numeric: true },
              { name: "Last", numeric: true },
            ]}
          >
            {jobs.map((job) => (
              <JobRow key={job.name} job={job} />
            ))}
          </Table>
        )}
      </AskedPanel>
      <AskedPanel title="Pushed" what="senders" asked={sources} flush>
        {({ pushers }) =>
          pushers.length === 0 ? (
            <div style={{ padding: "0 12px 12px" }}>
              <Empty
                kind="not-yet"
                what="Nobody has pushed since the start"
                why={`Prometheus and its agents push to ${new URL("api/v1/write", document.baseURI)} by remote write.`}
              />
            </div>
          ) : (
            <Table
              label="Senders"
              columns={[
                { name: "Sender" },
                { name: "Program", width: "30%" },
                { name: "Requests", numeric: true },
                { name: "Refused", numeric: true },
                { name: "Samples", numeric: true },
                { name: "Last", numeric: true },
              ]}
            >
              {pushers.map((pusher) => (
                <tr key={pusher.address}>
                  <td className="mono">{pusher.address}</td>
                  <td title={pusher.agent}>{pusher.agent || "says nothing of itself"}</td>
                  <td className="num">
                    <Value value={pusher.requests} unit="none" />
                  </td>
                  <td className={pusher.refused > 0 ? "num bad" : "num"}>
                    <Value value={pusher.refused} unit="none" />
                  </td>
                  <td className="num">
                    <Value value={pusher.samples} unit="none" />
                  </td>
                  <td className="num">
                    <When millis={pusher.last * 1000} never="not yet" />
                  </td>
                </tr>
              ))}
            </Table>
          )
        }
      </AskedPanel>
    </>
  );
}
