package org.ooni.pipeline.sample;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.ooni.pipeline.sample.Fields.Tagged;

/**
 * Spells a header or an entry as the YAML of old probes: block style, with flow style for what holds only short
 * scalars, a sequence no deeper than its key, all in ASCII.
 */
final class YamlDocument {
    private static final int LONGEST_IN_FLOW = 60;

    private final StringBuilder out = new StringBuilder(1 << 12);

    private YamlDocument() {}

    /** The document between its {@code ---} and {@code ...} lines. No line in between begins with {@code ...}. */
    static byte[] of(Fields fields) {
        YamlDocument document = new YamlDocument();
        document.out.append("---\n");
        document.mapping(fields, 0, false);
        document.out.append("...\n");
        return document.out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void mapping(Fields fields, int indent, boolean started) {
        boolean onNewLine = !started;
        for (Map.Entry<String, Object> field : fields.entries()) {
            if (onNewLine) {
                indent(indent);
            }
            onNewLine = true;
            YamlScalar.append(out, field.getKey(), indent, false);
            out.append(':');
            value(field.getValue(), indent);
        }
    }

    /** What follows the colon, with its line's end. */
    private void value(Object value, int indent) {
        if (isFlow(value)) {
            out.append(' ');
            flow(value, indent);
            out.append('\n');
        } else if (value instanceof Fields fields) {
            out.append('\n');
            mapping(fields, indent + 2, false);
        } else {
            out.append('\n');
            sequence((List<?>) value, indent, false);
        }
    }

    private void sequence(List<?> list, int indent, boolean started) {
        boolean onNewLine = !started;
        for (Object element : list) {
            if (onNewLine) {
                indent(indent);
            }
            onNewLine = true;
            out.append("- ");
            if (isFlow(element)) {
                flow(element, indent);
                out.append('\n');
            } else if (element instanceof Fields fields) {
                mapping(fields, indent + 2, true);
            } else {
                sequence((List<?>) element, indent + 2, true);
            }
        }
    }

    private void flow(Object value, int indent) {
        if (value instanceof Tagged tagged) {
            out.append(tagged.tag()).append(' ');
            flow(tagged.value(), indent);
        } else if (value instanceof List<?> list) {
            out.append('[');
            String separator = "";
            for (Object element : list) {
                out.append(separator);
                YamlScalar.append(out, element, indent, true);
                separator = ", ";
            }
            out.append(']');
        } else if (value instanceof Fields fields) {
            out.append('{');
            String separator = "";
            for (Map.Entry<String, Object> field : fields.entries()) {
                out.append(separator).append(field.getKey()).append(": ");
                YamlScalar.append(out, field.getValue(), indent, true);
                separator = ", ";
            }
            out.append('}');
        } else {
            YamlScalar.append(out, value, indent, false);
        }
    }

    private static boolean isFlow(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().allMatch(YamlDocument::isShortScalar);
        }
        if (value instanceof Fields fields) {
            return fields.entries().stream().allMatch(field -> isShortScalar(field.getValue()));
        }
        return true;
    }

    private static boolean isShortScalar(Object value) {
        boolean isCollection = value instanceof List || value instanceof Fields || value instanceof Tagged;
        boolean isLong = value instanceof byte[] || value instanceof String text && text.length() > LONGEST_IN_FLOW;
        return !isCollection && !isLong;
    }

    private void indent(int columns) {
        out.append(" ".repeat(columns));
    }
}
