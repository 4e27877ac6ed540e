package org.ooni.pipeline.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A Debian package, taken apart without Debian's tools.
 *
 * @param members of the outermost archive, in their order
 * @param control the control files' texts
 * @param scripts names of the executable control files
 * @param files what is installed
 */
record DebPackage(List<String> members, Map<String, String> control, Set<String> scripts, List<TarArchiveEntry> files) {

    /** Reads {@code deb}, and unpacks what it installs into {@code root}. */
    static DebPackage unpack(Path deb, Path root) throws IOException {
        DebPackage read = new DebPackage(new ArrayList<>(), new TreeMap<>(), new TreeSet<>(), new ArrayList<>());
        try (InputStream in = new BufferedInputStream(Files.newInputStream(deb));
                ArArchiveInputStream outer = new ArArchiveInputStream(in)) {
            for (ArArchiveEntry member; (member = outer.getNextEntry()) != null; ) {
                read.members.add(member.getName());
                if (member.getName().equals("control.tar.gz")) {
                    read.readControl(tar(outer));
                } else if (member.getName().equals("data.tar.gz")) {
                    unpack(tar(outer), root, read.files);
                }
            }
        }
        return read;
    }

    /** Unpacks a tar.gz with its modes and links. */
    static List<TarArchiveEntry> unpackTar(Path file, Path root) throws IOException {
        List<TarArchiveEntry> entries = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            unpack(tar(in), root, entries);
        }
        return entries;
    }

    /** {@code Package} and the like, each with its value on one line. */
    String field(String name) {
        return control.get("control")
                .lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow();
    }

    private static TarArchiveInputStream tar(InputStream in) throws IOException {
        return new TarArchiveInputStream(new GZIPInputStream(in));
    }

    private void readControl(TarArchiveInputStream tar) throws IOException {
        for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
            String name = entry.getName().substring("./".length());
            control.put(name, new String(tar.readAllBytes(), StandardCharsets.UTF_8));
            if ((entry.getMode() & 0111) != 0) {
                scripts.add(name);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, Path root, List<TarArchiveEntry> entries) throws IOException {
        for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
            entries.add(entry);
            Path file = root.resolve(entry.getName()).normalize();
            Files.createDirectories(entry.isDirectory() ? file : file.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            } else if (entry.isFile()) {
                Files.copy(tar, file);
                Files.setPosixFilePermissions(file, permissions(entry.getMode()));
            }
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            // Declared from the owner's reading to others' executing, as the bits are.
            if ((mode & 0400 >> permission.ordinal()) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }
}
