package org.ooni.pipeline.sample;

import java.time.LocalDateTime;
import java.util.List;
import org.ooni.pipeline.sample.SampleBridgeDb.Bridge;

/** The log of a tor process that starts and, if nobody interferes, connects. */
final class TorLog {
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final List<String> PREAMBLE = List.of(
            "Tor 0.3.4.9 (git-074ca2e0054fded1) opening new log file.",
            "Configuration file \"/non-existant\" not present, using reasonable defaults.",
            "Scheduler type KIST has been enabled.",
            "Opening Socks listener on 127.0.0.1:2280",
            "Opening Control listener on 127.0.0.1:10163",
            "Bootstrapped 0%: Starting",
            "New control connection opened from 127.0.0.1.",
            "Bootstrapped 5%: Connecting to directory server",
            "Bootstrapped 10%: Finishing handshake with directory server");
    private static final List<String> PROGRESS = List.of(
            "Bootstrapped 15%: Establishing an encrypted directory connection",
            "Bootstrapped 20%: Asking for networkstatus consensus",
            "Bootstrapped 25%: Loading networkstatus consensus",
            "I learned some more directory information, but not enough to build a circuit",
            "Bootstrapped 40%: Loading authority key certs",
            "Bootstrapped 45%: Asking for relay descriptors",
            "Bootstrapped 56%: Loading relay descriptors",
            "Bootstrapped 72%: Loading relay descriptors",
            "Bootstrapped 80%: Connecting to the Tor network",
            "Bootstrapped 90%: Establishing a Tor circuit",
            "Tor has successfully opened a circuit. Looks like client functionality is working.",
            "Bootstrapped 100%: Done");

    private final StringBuilder text = new StringBuilder(4096);
    private final Dice dice;
    private LocalDateTime now;

    private TorLog(Dice dice, LocalDateTime start) {
        this.dice = dice;
        this.now = start;
    }

    /**
     * @param bridge the bridge it connects through, or null
     * @param connects whether it gets there; if not, it is stuck at 10 %
     */
    static String of(Dice dice, LocalDateTime start, Bridge bridge, boolean connects) {
        TorLog log = new TorLog(dice, start);
        PREAMBLE.forEach(log::notice);
        if (connects && bridge != null) {
            log.notice("Learned fingerprint " + bridge.fingerprint() + " for bridge " + bridge.address());
            log.notice(
                    "new bridge descriptor 'Unnamed' (fresh): $" + bridge.fingerprint() + "~Unnamed at " + bridge.ip());
        }
        if (connects) {
            PROGRESS.forEach(log::notice);
        }
        log.notice("Catching signal TERM, exiting cleanly.");
        return log.text.toString();
    }

    private void notice(String message) {
        now = now.plusSeconds(dice.below(3));
        text.append(MONTHS.get(now.getMonthValue() - 1)).append(' ').append(twoDigits(now.getDayOfMonth()));
        text.append(' ').append(twoDigits(now.getHour())).append(':').append(twoDigits(now.getMinute()));
        text.append(':').append(twoDigits(now.getSecond())).append(".000 [notice] ");
        text.append(message).append('\n');
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
