import { useQuery } from "@tanstack/react-query";
import { queryVector } from "../../api/prometheus";
import { Setup, type SetupProps } from "../../components/Setup";
import { useServerAddress } from "../../components/serverAddress";
import { fileDiscoverySnippet, remoteWriteSnippet, scrapeSnippet } from "../../lib/snippets";

const LOOK_MILLIS = 3000;
const FIRST =
  'max(timestamp({__name__="up",job!~"tocsin|node"})) or max(timestamp({job!~"tocsin|node",job!=""}))';

/** When the newest sample of anything that is not Tocsin's own came in. */
function useFirstForeign(): number | undefined {
  const { data } = useQuery({
    queryKey: ["first-foreign"],
    queryFn: async ({ signal }) => {
      const found = await queryVector(FIRST, Date.now() / 1000, signal);
      const seconds = Number(found[0]?.value?.[1]);
      return Number.isFinite(seconds) ? seconds * 1000 : null;
    },
    refetchInterval: LOOK_MILLIS,
    retry: false,
  });
  return data ?? undefined;
}

function useSteps(): Pick<SetupProps, "steps" | "receivedMillis" | "awaited"> {
  const server = useServerAddress();
  return {
    awaited: "the first sample",
    receivedMillis: useFirstForeign(),
    steps: [
      { title: "Find where your programs show their metrics", sub: "as a rule http://HOST:PORT/metrics" },
      {
        title: "Let the samples come",
        sub: "scraped from here, found in files, or pushed by a Prometheus, an agent or Grafana Alloy",
        choices: [
          { name: "Scrape", code: scrapeSnippet("my-app", "my-host:8080") },
          { name: "Files", code: fileDiscoverySnippet("my-app") },
          { name: "Push", code: remoteWriteSnippet(server) },
        ],
      },
      {
        title: "Save the file",
        sub: "it is read again by itself; a mistake is named and changes nothing",
        code: "./tocsin check config prometheus.yml",
      },
    ],
  };
}

/** Nothing but Tocsin's own is scraped: what to write, with this server's address in it. */
export function TargetSetup() {
  return (
    <Setup title="Targets" why="Everything that is scraped, with the reason when it is not" {...useSteps()} />
  );
}
