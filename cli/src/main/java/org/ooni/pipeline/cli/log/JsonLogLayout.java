package org.ooni.pipeline.cli.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.util.LinkedHashMap;
import java.util.Map;

/** Logback's events as {@link LogLine}s. */
final class JsonLogLayout extends LayoutBase<ILoggingEvent> {
    private boolean stacks;

    /** Whether stack traces are wanted, or just the line that says what was thrown. */
    void setStacks(boolean wanted) {
        stacks = wanted;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("thread", event.getThreadName());
        if (event.getThrowableProxy() != null) {
            String thrown = ThrowableProxyUtil.asString(event.getThrowableProxy());
            more.put("thrown", stacks ? thrown : thrown.lines().findFirst().orElse(""));
        }
        return LogLine.of(
                        event.getInstant(),
                        event.getLevel().toString(),
                        event.getLoggerName(),
                        event.getFormattedMessage(),
                        more)
                + '\n';
    }
}
