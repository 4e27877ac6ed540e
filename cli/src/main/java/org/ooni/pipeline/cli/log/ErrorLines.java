package org.ooni.pipeline.cli.log;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Map;

/**
 * Standard error as the format in use has it. With {@link LogFormat#JSON} every line becomes an object; a line that is
 * a {@link LogLine} already stays as it is. Belongs to one thread.
 */
public final class ErrorLines extends Writer {
    private final Writer out;
    private final StringBuilder line = new StringBuilder();

    public ErrorLines(Writer out) {
        this.out = out;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        if (LogFormat.inUse() == LogFormat.TEXT) {
            out.write(text, offset, length);
            return;
        }
        for (int i = offset; i < offset + length; i++) {
            if (text[i] == '\n') {
                end();
            } else if (text[i] != '\r') {
                line.append(text[i]);
            }
        }
    }

    private void end() throws IOException {
        String text = line.toString();
        line.setLength(0);
        out.write(
                text.startsWith(LogLine.START) ? text : LogLine.of(Instant.now(), "INFO", "pipeline", text, Map.of()));
        out.write('\n');
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (line.length() > 0) {
            end();
        }
        out.close();
    }
}
