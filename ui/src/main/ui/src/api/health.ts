import { readJson, send } from "./http";

export type HealthState = "healthy" | "degraded" | "failing";

export interface Component {
  name: string;
  state: HealthState;
  reason: string;
}

export interface Health {
  status: HealthState;
  components: Component[];
  version: string;
}

const STATES: readonly HealthState[] = ["healthy", "degraded", "failing"];

function state(value: unknown): HealthState {
  return STATES.find((s) => s === value) ?? "failing";
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The server's own health. It answers 503 when failing, with the same body, so the status is not looked at. */
export async function health(signal?: AbortSignal): Promise<Health> {
  const response = await send("health", {}, signal);
  const body = (await readJson(response)) as Partial<Record<keyof Health, unknown>>;
  const components = Array.isArray(body.components) ? (body.components as Record<string, unknown>[]) : [];
  return {
    status: state(body.status),
    version: asText(body.version),
    components: components.map((c) => ({
      name: asText(c.name),
      state: state(c.state),
      reason: asText(c.reason),
    })),
  };
}
