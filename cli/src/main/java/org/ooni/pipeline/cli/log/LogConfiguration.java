package org.ooni.pipeline.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;

/**
 * How logback writes to standard error. Logback finds it in META-INF/services when the first logger is made; to read a
 * file of XML instead would take longer.
 */
public final class LogConfiguration extends ContextAwareBase implements Configurator {
    /** The level of the program's own loggers; {@code INFO} if there is none. */
    public static final String LEVEL = "pipeline.level";

    /** How many lines of a stack trace stand in a text, or {@code full}. */
    public static final String STACK = "pipeline.stack";

    /** Whether stack traces stand in an object. */
    public static final String STACKS = "pipeline.stacks";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        context.getStatusManager().add(new NopStatusListener());
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setLayout(layout(context));
        encoder.setContext(context);
        encoder.start();
        ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
        stderr.setContext(context);
        stderr.setTarget("System.err");
        stderr.setEncoder(encoder);
        stderr.start();
        context.getLogger("org.ooni.pipeline").setLevel(Level.toLevel(System.getProperty(LEVEL), Level.INFO));
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(stderr);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Layout<ILoggingEvent> layout(LoggerContext context) {
        Layout<ILoggingEvent> layout = LogFormat.inUse() == LogFormat.JSON ? objects() : lines();
        layout.setContext(context);
        layout.start();
        return layout;
    }

    private static Layout<ILoggingEvent> objects() {
        JsonLogLayout layout = new JsonLogLayout();
        layout.setStacks(Boolean.getBoolean(STACKS));
        return layout;
    }

    private static Layout<ILoggingEvent> lines() {
        PatternLayout layout = new PatternLayout();
        layout.setPattern("%d{HH:mm:ss} %-5level %msg%n%ex{" + System.getProperty(STACK, "1") + "}");
        return layout;
    }
}
