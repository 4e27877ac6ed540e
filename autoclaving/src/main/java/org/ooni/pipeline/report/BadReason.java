package org.ooni.pipeline.report;

/**
 * Why a blob gave no measurement, or a report was cut, as the index spells it.
 *
 * <p>The texts are the class names of the original's exceptions: years of {@code badblob} rows carry them, and
 * people group by them (normalisation rules §1.4).
 */
public enum BadReason {
    BROKEN_FRAME("<class '__main__.BrokenFrameError'>"),
    TRUNCATED("<class '__main__.TruncatedReportError'>"),
    VALUE("<type 'exceptions.ValueError'>"),
    TYPE("<type 'exceptions.TypeError'>"),
    KEY("<type 'exceptions.KeyError'>"),
    INDEX("<type 'exceptions.IndexError'>"),
    ATTRIBUTE("<type 'exceptions.AttributeError'>"),
    OVERFLOW("<type 'exceptions.OverflowError'>"),
    UNICODE_ENCODE("<type 'exceptions.UnicodeEncodeError'>"),
    UNICODE_DECODE("<type 'exceptions.UnicodeDecodeError'>"),
    YAML_READER("<class 'yaml.reader.ReaderError'>"),
    YAML_SCANNER("<class 'yaml.scanner.ScannerError'>"),
    YAML_PARSER("<class 'yaml.parser.ParserError'>"),
    YAML_COMPOSER("<class 'yaml.composer.ComposerError'>"),
    YAML_CONSTRUCTOR("<class 'yaml.constructor.ConstructorError'>");

    private final String info;

    BadReason(String info) {
        this.info = info;
    }

    /** The text of the index's {@code info} and of {@code badblob.exc_str}; ASCII. */
    public String info() {
        return info;
    }
}
