package org.ooni.pipeline.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the figures were taken on; of what cannot be known there is no line. */
final class Machine {
    private Machine() {}

    static Map<String, String> describe(Optional<Yardsticks> yardsticks) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        found("/proc/cpuinfo", "(?m)^model name\\s*:\\s*(.*)$").ifPresent(model -> facts.put("CPU", model));
        found("/proc/meminfo", "(?m)^MemTotal:\\s*(\\d+) kB")
                .ifPresent(kilobytes -> facts.put("RAM", (Long.parseLong(kilobytes) >> 10) + " MiB"));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        facts.put(
                "lz4",
                yardsticks
                        .map(tools -> tools.version() + "; run as " + tools.compress())
                        .orElse("not here, or no tar: the yardsticks of the archive stages are missing"));
        found("/proc/loadavg", "^(\\S+)").ifPresent(load -> facts.put("load at the start", load));
        return facts;
    }

    private static Optional<String> found(String file, String pattern) {
        try {
            Matcher line = Pattern.compile(pattern).matcher(Files.readString(Path.of(file), StandardCharsets.UTF_8));
            return line.find() ? Optional.of(line.group(1)) : Optional.empty();
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }
}
