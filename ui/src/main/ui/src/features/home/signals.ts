/** A query as a function of the window of its rate, in seconds. */
type Windowed = (windowSeconds: number) => string;

interface Counter {
  name: string;
  /** The label that carries the outcome, and what of it is an error. */
  outcome?: string;
}

const STATUS = (label: string) => `${label}=~"5.."`;

/** Counters of requests as the usual libraries and proxies name them. */
const REQUESTS: Counter[] = [
  { name: "http_requests_total", outcome: "code" },
  { name: "http_server_requests_seconds_count", outcome: "status" },
  { name: "http_server_request_duration_seconds_count", outcome: "http_response_status_code" },
  { name: "http_request_duration_seconds_count", outcome: "code" },
  { name: "http_server_requests_total", outcome: "status" },
  { name: "grpc_server_handled_total", outcome: "grpc_code" },
  { name: "nginx_ingress_controller_requests", outcome: "status" },
  { name: "traefik_service_requests_total", outcome: "code" },
  { name: "istio_requests_total", outcome: "response_code" },
  { name: "tocsin_http_requests_total", outcome: "code" },
];

const LATENCIES = [
  "http_request_duration_seconds_bucket",
  "http_server_requests_seconds_bucket",
  "http_server_request_duration_seconds_bucket",
  "grpc_server_handling_seconds_bucket",
  "nginx_ingress_controller_request_duration_seconds_bucket",
  "traefik_service_request_duration_seconds_bucket",
  "tocsin_http_request_duration_seconds_bucket",
];

const GRPC_ERRORS = 'grpc_code=~"Unknown|DeadlineExceeded|Internal|Unavailable|DataLoss|Unimplemented"';

function joined(names: string[], more: string): string {
  const parts = [`__name__=~"${names.join("|")}"`, more].filter((part) => part !== "");
  return `{${parts.join(",")}}`;
}

/** The rate of all requests of which counters are stored; undefined where there are none. */
export function requestsOf(metrics: ReadonlySet<string>, more = ""): Windowed | undefined {
  const names = REQUESTS.filter(({ name }) => metrics.has(name)).map(({ name }) => name);
  return names.length === 0 ? undefined : (w) => `rate(${joined(names, more)}[${w}s])`;
}

/** The rate of those that failed, for the counters that tell. */
export function errorsOf(metrics: ReadonlySet<string>, more = ""): Windowed | undefined {
  const labels = new Map<string, string[]>();
  for (const { name, outcome } of REQUESTS) {
    if (outcome !== undefined && metrics.has(name)) {
      labels.set(outcome, [...(labels.get(outcome) ?? []), name]);
    }
  }
  if (labels.size === 0) {
    return undefined;
  }
  return (w) =>
    [...labels]
      .map(([label, names]) => {
        const failed = label === "grpc_code" ? GRPC_ERRORS : STATUS(label);
        return `rate(${joined(names, [more, failed].filter(Boolean).join(","))}[${w}s])`;
      })
      .join(" or ");
}

/** The rates of the buckets behind a latency quantile. */
export function latencyOf(metrics: ReadonlySet<string>, more = ""): Windowed | undefined {
  const names = LATENCIES.filter((name) => metrics.has(name));
  return names.length === 0 ? undefined : (w) => `rate(${joined(names, more)}[${w}s])`;
}
