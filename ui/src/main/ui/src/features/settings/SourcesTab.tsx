import { Link } from "@tanstack/react-router";
import { type Sources, useSources } from "../../api/settings";
import { StateWord } from "../../components/Glyph";
import { Empty } from "../../components/states";
import { keepTime } from "../../components/time/search";
import { Value } from "../../components/Value";
import { readableDuration } from "../../lib/time/duration";
import { AskedPanel, Table, When } from "./parts";

function JobRow({ job }: { job: Sources["jobs"][number] }) {
  const well = job.up === job.targets;
  return (
    <tr data-st={well ? undefined : "critical"}>
      <td className="med">{job.name}</td>
      <td>
        <StateWord state={well ? "ok" : "critical"} word={`${job.up} of ${job.targets} up`} />
      </td>
      <td className="num">{readableDuration(job.intervalMillis)}</td>
      <td className="num">
        <Value value={job.samples} unit="none" />
      </td>
      <td className="num">
        <When time={job.lastScrape} never="not yet" />
      </td>
      <td>{job.kind === "own" ? "Tocsin itself" : "configuration"}</td>
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
              { name: "Samples", numeric: true },
              { name: "Last", numeric: true },
              { name: "From" },
            ]}
          >
            {jobs.map((job) => (
              <JobRow key={`${job.kind}${job.name}`} job={job} />
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
                { name: "By" },
                { name: "Requests", numeric: true },
                { name: "Samples", numeric: true },
                { name: "Last", numeric: true },
              ]}
            >
              {pushers.map((pusher) => (
                <tr key={`${pusher.protocol}${pusher.name}`}>
                  <td className="mono">{pusher.name}</td>
                  <td>{pusher.protocol}</td>
                  <td className="num">
                    <Value value={pusher.requests} unit="none" />
                  </td>
                  <td className="num">
                    <Value value={pusher.samples} unit="none" />
                  </td>
                  <td className="num">
                    <When time={pusher.lastSeen} never="not yet" />
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
