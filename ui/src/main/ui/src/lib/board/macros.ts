import { intervalText, type Step } from "./steps";

export interface MacroContext {
  fromMillis: number;
  toMillis: number;
  title: string;
  uid: string;
  user?: string;
}

/** What is the same for every query of a board. */
export function boardMacros({
  fromMillis,
  toMillis,
  title,
  uid,
  user = "",
}: MacroContext): Record<string, string> {
  const rangeMillis = toMillis - fromMillis;
  return {
    __from: String(Math.round(fromMillis)),
    __to: String(Math.round(toMillis)),
    __range: `${Math.max(1, Math.round(rangeMillis / 1000))}s`,
    __range_s: String(Math.round(rangeMillis / 1000)),
    __range_ms: String(Math.round(rangeMillis)),
    __dashboard: title,
    "__dashboard.uid": uid,
    "__dashboard.name": title,
    __user: user,
    "__user.id": user,
    "__user.login": user,
    "__user.email": "",
    __org: "1",
    "__org.id": "1",
    "__org.name": "Tocsin",
    __timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    __url_time_range: `from=${Math.round(fromMillis)}&to=${Math.round(toMillis)}`,
  };
}

/** What follows from the step of one query. */
export function stepMacros({ intervalMillis, stepMillis, rateIntervalMillis }: Step): Record<string, string> {
  return {
    __interval: intervalText(intervalMillis),
    __interval_ms: String(intervalMillis),
    __rate_interval: intervalText(rateIntervalMillis),
    __rate_interval_ms: String(rateIntervalMillis),
    __auto: intervalText(stepMillis),
  };
}
