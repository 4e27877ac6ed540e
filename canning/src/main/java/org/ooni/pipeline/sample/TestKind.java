package org.ooni.pipeline.sample;

/** The tests that a sample day can hold reports of. */
public enum TestKind {
    /** JSON; the bulk of the real archive: whole pages, control measurements, verdicts. */
    WEB_CONNECTIVITY(new WebConnectivityReports()),
    /** YAML of data format 0.1.0 with whole pages. */
    HTTP_REQUESTS(new LegacyHttpRequestsReports()),
    /** YAML of data format 0.1.0. */
    DNS_CONSISTENCY(new LegacyDnsConsistencyReports()),
    /** JSON; half of the inputs are bridges. */
    TCP_CONNECT(new TcpConnectReports()),
    /** YAML of data format 0.1.0; bridges known and unknown to the database. */
    BRIDGE_REACHABILITY(new LegacyBridgeReports()),
    /** JSON with logs of tor. */
    VANILLA_TOR(new VanillaTorReports()),
    /** JSON. */
    NDT(new NdtReports()),
    /** JSON. */
    TELEGRAM(new TelegramReports()),
    /** JSON. */
    WHATSAPP(new WhatsappReports());

    private final SampleTest test;

    TestKind(SampleTest test) {
        this.test = test;
    }

    /** As in file names, for example {@code web_connectivity}. */
    public String testName() {
        return test.name();
    }

    SampleTest test() {
        return test;
    }
}
