package org.ooni.pipeline.sample;

import java.util.List;

/** Where probes are: the languages of the pages they fetch, and the page that blocked visitors see there, if any. */
enum Country {
    IT(Language.ITALIAN, "<html><head><title>GdF Stop Page</title></head><body><h1>GdF Stop Page</h1></body></html>\n"),
    FR(Language.FRENCH, null),
    TR(Language.TURKISH, """
            <html><head><title>Telekomünikasyon İletişim Başkanlığı</title></head>
            <body>Bu internet sitesine erişim engellenmiştir.</body></html>
            """),
    RU(Language.RUSSIAN, """
            <html><head><meta charset="utf-8"><title>Доступ ограничен</title></head>
            <body><p>Доступ к ресурсу ограничен, см. <a href="http://eais.rkn.gov.ru/">реестр</a>.</p></body></html>
            """),
    GR(Language.GREEK, null),
    EG(Language.ARABIC, null),
    IR(Language.PERSIAN, """
            <html><head><title>M2-1</title></head>
            <body><iframe src="http://10.10.34.34?type=Invalid%20Site&policy=MainPolicy" style="width: 100%"></iframe></body></html>
            """),
    CN(Language.CHINESE, null),
    JP(Language.JAPANESE, null),
    IN(Language.HINDI, null),
    US(Language.ENGLISH, null);

    private static final List<Country> ALL = List.of(values());

    private final Language language;
    private final String blockPage;

    Country(Language language, String blockPage) {
        this.language = language;
        this.blockPage = blockPage;
    }

    /** All take their turn. */
    static Country ofReport(int ordinal) {
        return ALL.get(ordinal % ALL.size());
    }

    Language language() {
        return language;
    }

    /** A page that the database's fingerprints know, or null where blocked visitors get no page. */
    String blockPage() {
        return blockPage;
    }
}
