package org.ooni.pipeline.report;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.scanner.ScannerException;

/** The library's parser, with its errors said in our terms. */
final class YamlEvents {
    private final Parser parser;

    YamlEvents(String text) {
        LoaderOptions options = new LoaderOptions();
        // The blob is at hand and its size has been judged; what may grow out of it is up to YamlBudget.
        options.setCodePointLimit(Integer.MAX_VALUE);
        this.parser = new ParserImpl(new YamlQuickReader(text), options);
    }

    Event next() throws BadBlobException {
        try {
            return parser.getEvent();
        } catch (YAMLException | NumberFormatException e) {
            throw bad(e);
        }
    }

    boolean isNext(Event.ID id) throws BadBlobException {
        try {
            return parser.checkEvent(id);
        } catch (YAMLException | NumberFormatException e) {
            throw bad(e);
        }
    }

    /** Passes over an event that the grammar of events promises. */
    void skip(Event.ID id) throws BadBlobException {
        Event event = next();
        if (!event.is(id)) {
            throw new IllegalStateException("expected " + id + ", got " + event.getEventId());
        }
    }

    private static BadBlobException bad(RuntimeException e) {
        if (e instanceof MarkedYAMLException marked) {
            Mark mark = marked.getProblemMark();
            String place = "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
            return new BadBlobException(
                    e instanceof ScannerException ? BadReason.YAML_SCANNER : BadReason.YAML_PARSER, place);
        }
        // An eight-digit escape beyond an int, or a token out of place for which the scanner has no place to tell.
        return new BadBlobException(BadReason.YAML_SCANNER, "an impossible escape or token");
    }
}
