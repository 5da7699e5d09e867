import { useQuery } from "@tanstack/react-query";
import { queryVector } from "../../api/prometheus";
import { Setup } from "../../components/Setup";
import { useServerAddress } from "../../components/serverAddress";
import { agentSnippet, NODE_EXPORTER, scrapeSnippet } from "../../lib/snippets";

const LOOK_MILLIS = 3000;

/** When the first figure of any host came in; undefined while none has. */
function useFirstHost(): number | undefined {
  const { data } = useQuery({
    queryKey: ["first-host"],
    queryFn: async ({ signal }) => {
      const found = await queryVector(
        "max(timestamp(node_memory_MemTotal_bytes))",
        Date.now() / 1000,
        signal,
      );
      const seconds = Number(found[0]?.value?.[1]);
      return Number.isFinite(seconds) ? seconds * 1000 : null;
    },
    refetchInterval: LOOK_MILLIS,
  });
  return data ?? undefined;
}

/** How a machine's metrics get here, while none has come. */
export function HostSetup() {
  const server = useServerAddress();
  return (
    <Setup
      title="Hosts"
      why="CPU, memory, disks, network and load of every machine"
      awaited="the first host"
      receivedMillis={useFirstHost()}
      steps={[
        {
          title: "This machine",
          sub: "is read by Tocsin itself every 10 s, where the kernel lets it",
        },
        {
          title: "Start an exporter on every other machine",
          sub: "it listens on port 9100",
          code: NODE_EXPORTER,
        },
        {
          title: "Let the metrics come",
          sub: "scraped from here, or pushed by an agent that is there already",
          choices: [
            { name: "Scrape", code: scrapeSnippet("node", "machine-1:9100") },
            { name: "Push", code: agentSnippet(server) },
          ],
        },
      ]}
    />
  );
}
