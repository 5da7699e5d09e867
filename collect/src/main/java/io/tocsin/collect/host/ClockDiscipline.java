package io.tocsin.collect.host;

/// State of the clock's discipline as the kernel keeps it (`adjtimex`).
final class ClockDiscipline implements HostPart {
  private static final int NOT_SYNCHRONIZED = 5;
  private static final int STATUS_NANOSECONDS = 0x2000;
  private static final double MICROS = 1e6;
  private static final double PPM16 = 1e6 * 65536;

  private final LibC libc;

  ClockDiscipline(LibC libc) {
    this.libc = libc;
  }

  @Override
  public void collect(HostFiles files, HostSamples out) {
    var timex = libc.timex();
    int status = timex.number(5);
    double fine = (status & STATUS_NANOSECONDS) != 0 ? 1e9 : MICROS;
    boolean synced = timex.state() != NOT_SYNCHRONIZED;
    out.gauge(
        "node_timex_sync_status",
        "Is clock synchronized to a reliable server (1 = yes, 0 = no).",
        synced ? 1 : 0);
    gauge(out, "offset_seconds", "Time offset to the reference.", timex.word(1) / fine);
    gauge(out, "frequency_adjustment_ratio", "Frequency factor.", 1 + timex.word(2) / PPM16);
    gauge(out, "maxerror_seconds", "Maximum error in seconds.", timex.word(3) / MICROS);
    gauge(out, "estimated_error_seconds", "Estimated error.", timex.word(4) / MICROS);
    gauge(out, "status", "Value of the status array bits.", status);
    gauge(out, "loop_time_constant", "Phase-locked loop time constant.", timex.word(6));
    gauge(out, "tick_seconds", "Seconds between clock ticks.", timex.word(11) / MICROS);
    pulses(timex, fine, out);
    gauge(out, "tai_offset_seconds", "International Atomic Time offset.", timex.number(20));
  }

  private static void pulses(LibC.Timex timex, double fine, HostSamples out) {
    gauge(out, "pps_frequency_hertz", "Pulse per second frequency.", timex.word(12) / PPM16);
    gauge(out, "pps_jitter_seconds", "Pulse per second jitter.", timex.word(13) / fine);
    gauge(out, "pps_shift_seconds", "Pulse per second interval duration.", timex.number(14));
    gauge(out, "pps_stability_hertz", "Pulse per second stability.", timex.word(15) / PPM16);
    counter(out, "pps_jitter_total", "Pulse per second jitter limits passed.", timex.word(16));
    counter(out, "pps_calibration_total", "Pulse per second calibrations.", timex.word(17));
    counter(out, "pps_error_total", "Pulse per second calibration errors.", timex.word(18));
    counter(
        out, "pps_stability_exceeded_total", "Pulse per second stability passed.", timex.word(19));
  }

  private static void gauge(HostSamples out, String name, String help, double value) {
    out.gauge("node_timex_" + name, help, value);
  }

  private static void counter(HostSamples out, String name, String help, double value) {
    out.counter("node_timex_" + name, help, value);
  }
}
