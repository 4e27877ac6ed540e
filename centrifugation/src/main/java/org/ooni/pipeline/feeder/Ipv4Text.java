package org.ooni.pipeline.feeder;

import java.util.regex.Pattern;

/** What is an IPv4 address to Feeders: four numbers with points. */
final class Ipv4Text {
    /** The range of the numbers is PostgreSQL's to refuse; so is a line end after them. */
    private static final Pattern PATTERN = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+\n?");

    private Ipv4Text() {}

    static boolean is(String text) {
        return PATTERN.matcher(text).matches();
    }
}
