import { describe, expect, test } from "vitest";
import { UNIT_CATEGORIES } from "./ids";
import { axisMeasure, measureText, tickBase } from "./measure";
import { clockText, duration, formatTime, fromNow } from "./moments";

const plain = (text: string) => text.replaceAll("\u2009", " ").replaceAll("\u202f", " ");
const show = (value: number, id: string | undefined, decimals?: number) =>
  plain(measureText(value, id, { zone: "UTC", decimals, now: Date.UTC(2026, 10, 23, 12) }));

describe("a value in its unit", () => {
  test.each([
    [undefined, 12.345, "12.3"],
    ["none", 1_234_567, "1 234 567"],
    ["short", 1234, "1.23 K"],
    ["short", 2_500_000, "2.5 Mil"],
    ["short", 3e9, "3 Bil"],
    ["short", 0.05, "0.05"],
    ["percent", 42.42, "42.4 %"],
    ["percentunit", 0.4242, "42.4 %"],
    ["bytes", 1536, "1.5 KiB"],
    ["bytes", 5 * 1024 ** 3, "5 GiB"],
    ["bits", 2048, "2 Kib"],
    ["kbytes", 1, "1 KiB"],
    ["kbytes", 2048, "2 MiB"],
    ["decbytes", 1500, "1.5 kB"],
    ["decmbytes", 1500, "1.5 GB"],
    ["Bps", 2_000_000, "2 MB/s"],
    ["binBps", 2 * 1024 ** 2, "2 MiB/s"],
    ["bps", 1e9, "1 Gb/s"],
    ["pps", 1200, "1.2 kp/s"],
    ["KBs", 1000, "1 MB/s"],
    ["s", 0.0768, "76.8 ms"],
    ["s", 0.000_003, "3 µs"],
    ["s", 90, "1.5 min"],
    ["s", 7200, "2 h"],
    ["s", 172_800, "2 d"],
    ["s", 1_209_600, "2 weeks"],
    ["ms", 1500, "1.5 s"],
    ["µs", 1500, "1.5 ms"],
    ["us", 1500, "1.5 ms"],
    ["ns", 1e9, "1 s"],
    ["m", 90, "1.5 h"],
    ["h", 48, "2 d"],
    ["timeticks", 6000, "1 min"],
    ["ops", 1500, "1.5 K ops/s"],
    ["reqps", 12, "12 req/s"],
    ["iops", 2e6, "2 M io/s"],
    ["hertz", 2.4e9, "2.4 GHz"],
    ["watt", 0.5, "500 mW"],
    ["kwatt", 1500, "1.5 MW"],
    ["mvolt", 250, "250 mV"],
    ["mvolt", 2500, "2.5 V"],
    ["celsius", -4.5, "−4.5 °C"],
    ["currencyUSD", 1234, "$1.23K"],
    ["currencyUSD", -5, "−$5"],
    ["currencySEK", 12, "12 kr"],
    ["hex", 255, "FF"],
    ["hex0x", 255, "0xFF"],
    ["rotrpm", 900, "900 rpm"],
    ["dthms", 3725, "01:02:05"],
    ["dtdhms", 90_125, "1 d 01:02:05"],
    ["dtdurations", 3725, "1 hour, 2 minutes"],
    ["bool", 1, "True"],
    ["bool_yes_no", 0, "No"],
    ["bool_on_off", 1, "On"],
    ["bool:up/down", 0, "down"],
    ["prefix:~", 3, "~3"],
    ["suffix:req", 3, "3 req"],
    ["docs/s", 3, "3 docs/s"],
    ["si:mF", 1500, "1.5 F"],
    ["si:B", 1500, "1.5 kB"],
    ["count:rows", 1500, "1.5 K rows"],
    ["currency:₿", 2, "₿2"],
    ["time:YYYY/MM/DD", 0, "1970/01/01"],
    ["dateTimeAsIso", 0, "1970-01-01 00:00:00"],
    ["dateTimeAsIsoNoDateIfToday", Date.UTC(2026, 10, 23, 9, 5), "09:05:00"],
    ["dateTimeAsUS", Date.UTC(2026, 0, 2, 15), "01/02/2026 3:00:00 pm"],
    ["dateTimeFromNow", Date.UTC(2026, 10, 23, 10), "2 hours ago"],
  ])("%s of %d is %s", (id, value, expected) => {
    expect(show(value, id)).toBe(expected);
  });

  test.each([
    ["bytes", 1536, 2, "1.50 KiB"],
    ["short", 1234, 0, "1 K"],
    ["percent", 42, 1, "42.0 %"],
    ["s", 90, 3, "1.500 min"],
    ["none", 12_345.678, 1, "12 345.7"],
    ["sci", 12_345, 2, "1.23e+4"],
  ])("%s of %d with %d decimals is %s", (id, value, decimals, expected) => {
    expect(show(value, id, decimals)).toBe(expected);
  });

  test("infinities say so", () => {
    expect(show(Number.POSITIVE_INFINITY, "bytes")).toBe("∞");
    expect(show(Number.NaN, "s")).toBe("NaN");
  });

  test("ids are many and none occurs twice", () => {
    const ids = UNIT_CATEGORIES.flatMap((c) => c.units.map((u) => u.id));
    expect(ids.length).toBeGreaterThan(230);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      expect(show(1, id), id).not.toContain("undefined");
    }
  });
});

describe("an axis", () => {
  test("has one prefix on all ticks", () => {
    const words = axisMeasure([0, 512, 1024, 1536], "bytes", { zone: "UTC" });
    expect([0, 512, 1024, 1536].map(words).map(plain)).toEqual(["0 KiB", "0.5 KiB", "1 KiB", "1.5 KiB"]);
    const times = axisMeasure([0, 60, 120], "s", { zone: "UTC" });
    expect(plain(times(120))).toBe("2 min");
    expect(tickBase("bytes")).toBe("binary");
    expect(tickBase("ms")).toEqual({ secondsPerUnit: 0.001 });
  });
});

describe("times", () => {
  test("are written by a pattern", () => {
    const at = Date.UTC(2026, 1, 3, 4, 5, 6, 7);
    expect(formatTime(at, "dddd, MMMM Do YYYY, h:mm:ss.SSS a [UTC]", "UTC")).toBe(
      "Tuesday, February 3rd 2026, 4:05:06.007 am UTC",
    );
    expect(formatTime(at, "DDD E Q X ZZ", "UTC")).toBe("34 2 1 1770091506 +0000");
  });

  test("lengths have as many parts as asked", () => {
    expect(duration(3_725_000, 0, "second")).toBe("1 hour");
    expect(duration(3_725_000, 2, "second")).toBe("1 hour, 2 minutes, 5 seconds");
    expect(duration(-60_000, 0, "second")).toBe("1 minute ago");
    expect(duration(0, 0, "second")).toBe("0 seconds");
    expect(clockText(3_725_006)).toBe("01h:02m:05s:006ms");
    expect(clockText(3_725_006, 1)).toBe("01h:02m");
    expect(fromNow(0, 3000)).toBe("a few seconds ago");
    expect(fromNow(600_000, 0)).toBe("in 10 minutes");
  });
});
