package org.ooni.pipeline.metadb;

/** What made a report: a row of the dictionary {@code software}. */
public record Software(String testName, String testVersion, String softwareName, String softwareVersion) {
    public Software {
        testName = CopyText.clean(testName);
        testVersion = CopyText.clean(testVersion);
        softwareName = CopyText.clean(softwareName);
        softwareVersion = CopyText.clean(softwareVersion);
    }
}
