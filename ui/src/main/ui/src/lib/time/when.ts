import { parseInstant } from "./range";
import { instantOf, wallTime, type Zone } from "./zone";

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const DAY_MILLIS = 86_400_000;

/** The next time that the wall of the zone shows this clock, on this day of the week if one is given. */
function nextClock(hour: number, minute: number, day: number | undefined, now: number, zone: Zone): number {
  for (let i = 0; i <= 8; i++) {
    const then = wallTime(now + i * DAY_MILLIS, zone);
    const at = instantOf({ ...then, hour, minute, second: 0 }, zone);
    const weekday = new Date(Date.UTC(then.year, then.month - 1, then.day)).getUTCDay();
    if (at > now && (day === undefined || day === weekday)) {
      return at;
    }
  }
  return now;
}

/**
 * An instant to come as people say it: `22:00`, `sat 10:00`, `in 2h`, a date; undefined where it cannot be read. A
 * clock time means the next one.
 */
export function parseWhen(text: string, nowMillis: number, zone: Zone): number | undefined {
  const words = text.trim().toLowerCase();
  const match = /^(?:([a-z]{3})[a-z]*\s+)?(\d{1,2}):(\d{2})$/.exec(words);
  const [, dayWord, hourText, minuteText] = match ?? [];
  const day = dayWord === undefined ? undefined : DAYS.indexOf(dayWord);
  const hour = Number(hourText);
  const minute = Number(minuteText);
  if (match && day !== -1 && hour < 24 && minute < 60) {
    return nextClock(hour, minute, day, nowMillis, zone);
  }
  const ahead = /^in\s+(.+)$/.exec(words);
  return parseInstant(ahead ? `now+${ahead[1]?.replace(/\s+/g, "")}` : text, nowMillis, zone);
}
