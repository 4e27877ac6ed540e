package org.ooni.pipeline.cli.help;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * Man pages and completions, in the places below {@code /usr/share} where systems look for them. The same commands give
 * the same bytes.
 */
public final class HelpFiles {
    private static final String BASH = "bash-completion/completions/";

    private final Path share;
    private final String version;
    private final String date;

    /** Files go below {@code share}; {@code version} and {@code date} stand in each page. */
    public HelpFiles(Path share, String version, String date) {
        this.share = share;
        this.version = version;
        this.date = date;
    }

    /** Writes a page for {@code line} and each of its commands, and the completions of all. */
    public void write(CommandLine line) throws IOException {
        writePages(line);
        String name = line.getCommandName();
        write(BASH + name, AutoComplete.bash(name, line).getBytes(StandardCharsets.UTF_8));
        write("zsh/vendor-completions/_" + name, zsh(name).getBytes(StandardCharsets.UTF_8));
    }

    private void writePages(CommandLine line) throws IOException {
        ManPage page = new ManPage(line);
        Path file = place("man/man1/" + page.name() + ".1.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(page.text(date, version).getBytes(StandardCharsets.US_ASCII));
        }
        for (CommandLine below : line.getSubcommands().values()) {
            if (!below.getCommandSpec().usageMessage().hidden()) {
                writePages(below);
            }
        }
    }

    /**
     * Bash's completions, by zsh's own layer for them, which lacks {@code compopt}. They lie beside it, wherever that
     * is.
     */
    private static String zsh(String name) {
        return """
                #compdef %1$s
                autoload -U +X bashcompinit && bashcompinit
                (( $+functions[compopt] )) || compopt() { : }
                source "${${(%%):-%%x}:A:h}/../../%2$s%1$s"
                _bash_complete -o default -F _complete_%1$s
                """.formatted(name, BASH);
    }

    private void write(String relative, byte[] content) throws IOException {
        Files.write(place(relative), content);
    }

    private Path place(String relative) throws IOException {
        Path file = share.resolve(relative);
        Files.createDirectories(file.getParent());
        return file;
    }
}
