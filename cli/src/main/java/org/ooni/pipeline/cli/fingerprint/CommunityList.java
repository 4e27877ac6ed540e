package org.ooni.pipeline.cli.fingerprint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.io.BadInputException;

/** The list of fingerprints that the community publishes: CSV in UTF-8, its columns known by their names. */
public final class CommunityList {
    private CommunityList() {}

    /**
     * Reads a list to its end, before anything is done with it.
     *
     * @param vague whether vague words are taken for fingerprints, too
     * @throws BadInputException when the file cannot be read or is no such list; it names the line
     */
    public static List<CommunityLine> read(Path file, boolean vague) throws BadInputException {
        List<CsvRecords.CsvRecord> records = CsvRecords.of(file.toString(), CsvFile.read(file));
        if (records.isEmpty()) {
            throw new BadInputException(file + " is empty");
        }
        Header header = new Header(file, records.get(0).fields());
        int name = header.find("name");
        int scope = header.find("scope");
        int location = header.find("location_found");
        int type = header.find("pattern_type");
        int pattern = header.find("pattern");
        int countries = header.find("expected_countries");
        List<CommunityLine> lines = new ArrayList<>();
        for (CsvRecords.CsvRecord line : records.subList(1, records.size())) {
            List<String> fields = line.fields();
            lines.add(CommunityLine.of(
                    line.line(),
                    new CommunityLine.Columns(
                            fields.get(name),
                            fields.get(scope),
                            fields.get(location),
                            fields.get(type),
                            fields.get(pattern),
                            fields.get(countries)),
                    vague));
        }
        return lines;
    }

    private record Header(Path file, List<String> names) {
        int find(String column) throws BadInputException {
            int index = names.indexOf(column);
            if (index < 0 || index != names.lastIndexOf(column)) {
                throw new BadInputException(file + ": line 1 does not have the column " + column + " exactly once");
            }
            return index;
        }
    }
}
