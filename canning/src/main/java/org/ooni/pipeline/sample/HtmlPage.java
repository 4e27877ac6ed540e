package org.ooni.pipeline.sample;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A web page of about a given size that looks like one: markup, scripts, styles, entities, prose. */
final class HtmlPage {
    private static final List<String> ENTITIES =
            List.of("&amp;", "&nbsp;", "&eacute;", "&#8217;", "&#x2014;", "&copy;", "&laquo;", "&lt;", "&quot;");
    private static final List<String> SECTIONS = List.of("news", "world", "culture", "sport", "archive", "weather");

    private final StringBuilder html;
    private final Dice dice;
    private final Language language;

    private HtmlPage(Dice dice, Language language, int bytes) {
        this.html = new StringBuilder(bytes);
        this.dice = dice;
        this.language = language;
    }

    /** A page of {@code bytes} bytes of UTF-8 or a few hundred more; no two are the same. */
    static String of(Dice dice, Language language, Site site, String title, int bytes) {
        HtmlPage page = new HtmlPage(dice, language, bytes);
        page.head(site, title);
        int measured = 0;
        int size = 0;
        while (size < bytes) {
            page.section();
            size += utf8Length(page.html, measured);
            measured = page.html.length();
        }
        page.foot(site);
        return page.html.toString();
    }

    /** Bytes of UTF-8 from an index on; the texts here have no character outside the basic plane. */
    private static int utf8Length(StringBuilder text, int from) {
        int bytes = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        return bytes;
    }

    /** The size of a body as a probe counts it. */
    static int size(String body) {
        return body.getBytes(StandardCharsets.UTF_8).length;
    }

    private void head(Site site, String title) {
        html.append("<!DOCTYPE html>\n<html lang=\"").append(language.code());
        html.append("\" dir=\"").append(language.direction()).append("\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.append("<title>").append(title).append("</title>\n");
        html.append("<meta name=\"description\" content=\"").append(language.words(dice, 12));
        html.append("\">\n<link rel=\"stylesheet\" href=\"/assets/site-");
        html.append(dice.hex(20)).append(".css\">\n<link rel=\"canonical\" href=\"");
        html.append(site.url()).append("\">\n");
        style();
        script();
        html.append("</head>\n<body class=\"page-").append(dice.below(1000)).append("\">\n<nav><ul>\n");
        for (String section : SECTIONS) {
            html.append("\t<li><a href=\"/").append(section).append("/\">");
            html.append(language.words(dice, 1)).append("</a></li>\n");
        }
        html.append("</ul></nav>\n<h1>").append(title).append("</h1>\n");
    }

    private void style() {
        html.append("<style>\n");
        for (int i = dice.between(2, 6); i > 0; i--) {
            html.append(".c-").append(dice.hex(4)).append(" { margin: 0 ").append(dice.below(32));
            html.append("px; color: #").append(dice.hex(6)).append("; }\n");
        }
        html.append("</style>\n");
    }

    private void script() {
        html.append("<script>\n  var site = site || {};\n");
        for (int i = dice.between(1, 5); i > 0; i--) {
            html.append("  site.track(\"").append(dice.alphanumeric(12)).append("\", { id: ");
            html.append(dice.below(1_000_000)).append(", async: ").append(dice.oneIn(2));
            html.append(", path: '/t/").append(dice.hex(8)).append("' });\n");
        }
        html.append("  if (window.top !== self && site.ready) { site.load(); }\n</script>\n");
    }

    private void section() {
        switch (dice.below(8)) {
            case 0 -> script();
            case 1 -> table();
            case 2 -> picture();
            default -> article();
        }
    }

    private void article() {
        html.append("<article id=\"a").append(dice.below(1_000_000)).append("\">\n<h2><a href=\"/");
        html.append(dice.pick(SECTIONS)).append('/').append(dice.hex(6)).append("\">");
        html.append(language.words(dice, dice.between(3, 8))).append("</a></h2>\n");
        for (int i = dice.between(1, 3); i > 0; i--) {
            html.append("<p>");
            for (int j = dice.between(2, 5); j > 0; j--) {
                language.appendSentence(html, dice);
            }
            html.append(dice.pick(ENTITIES)).append("</p>\n");
        }
        html.append("<!-- cached ").append(dice.below(100_000)).append(" ms -->\n</article>\n");
    }

    private void table() {
        html.append("<table class=\"rates\">\n");
        for (int i = dice.between(3, 8); i > 0; i--) {
            html.append("<tr><td>").append(language.words(dice, 2)).append("</td><td align=\"right\">");
            html.append(dice.decimal(100, 99_999, 2)).append("&nbsp;%</td></tr>\n");
        }
        html.append("</table>\n");
    }

    private void picture() {
        html.append("<figure><img src=\"/media/").append(dice.hex(32)).append(".jpg\" width=\"");
        html.append(dice.between(100, 1200)).append("\" alt=\"").append(language.words(dice, 3));
        html.append("\"><figcaption>").append(language.words(dice, 7)).append("</figcaption></figure>\n");
    }

    private void foot(Site site) {
        html.append("<footer>&copy; ").append(site.host()).append(" &#183; ").append(language.words(dice, 4));
        html.append("</footer>\n</body>\n</html>\n");
    }
}
