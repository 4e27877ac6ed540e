package org.ooni.pipeline.feeder;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A number for "the same failure": the high half says where and of which type, the low half with which message (Feeder
 * rules §1.8). Line numbers do not count, so it survives edits nearby.
 */
public final class ExceptionHash {
    private static final int PLACE = 0xFFFF0000;
    private static final Pattern PLATFORM = Pattern.compile("(?:java|javax|jdk|sun|com\\.sun)\\..*");
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$\\d+");

    private ExceptionHash() {}

    /** The hash of {@code failure}; frames count from the throw outwards until {@code caller}'s. */
    public static int of(Throwable failure, Class<?> caller) {
        String type = failure.getClass().getName();
        String message = failure.getMessage() == null ? type : type + ": " + failure.getMessage();
        return (murmur(place(failure, caller)) & PLACE) | (murmur(message) & ~PLACE);
    }

    static int murmur(String text) {
        return Hashing.murmur3_32_fixed()
                .hashBytes(text.getBytes(StandardCharsets.UTF_8))
                .asInt();
    }

    private static String place(Throwable failure, Class<?> caller) {
        StringBuilder place = new StringBuilder(failure.getClass().getName());
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().equals(caller.getName())) {
                break;
            }
            if (!PLATFORM.matcher(frame.getClassName()).matches()) {
                place.append('\n').append(frame.getClassName()).append('.').append(methodName(frame));
            }
        }
        return place.toString();
    }

    private static String methodName(StackTraceElement frame) {
        return LAMBDA.matcher(frame.getMethodName()).replaceAll("$1");
    }
}
