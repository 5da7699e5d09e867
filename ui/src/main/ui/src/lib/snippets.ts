/** An exporter of a machine's metrics, as a package or as a single program. */
export const NODE_EXPORTER = `sudo apt-get install prometheus-node-exporter
# or, from https://github.com/prometheus/node_exporter/releases
./node_exporter --web.listen-address=:9100`;

/** A job for the configuration file of this server. */
export function scrapeSnippet(job: string, target: string): string {
  return `# prometheus.yml of this server; it is read again when it changes
scrape_configs:
  - job_name: ${job}
    static_configs:
      - targets: ["${target}"]`;
}

/** What an agent or a Prometheus elsewhere needs to push its samples here. */
export function remoteWriteSnippet(server: string): string {
  return `# prometheus.yml of the Prometheus or agent that pushes
remote_write:
  - url: ${server}api/v1/write
    send_exemplars: true
    send_native_histograms: true`;
}

/** An agent that reads its own machine and pushes. */
export function agentSnippet(server: string): string {
  return `# prometheus.yml beside the exporter
scrape_configs:
  - job_name: node
    static_configs:
      - targets: ["localhost:9100"]
${remoteWriteSnippet(server).split("\n").slice(1).join("\n")}

# prometheus --agent --config.file=prometheus.yml`;
}

/** Targets in files that may change at any time. */
export function fileDiscoverySnippet(job: string): string {
  return `scrape_configs:
  - job_name: ${job}
    file_sd_configs:
      - files: ["targets/*.yml"]

# targets/${job}.yml
- targets: ["host-1:8080", "host-2:8080"]
  labels: { env: prod }`;
}
