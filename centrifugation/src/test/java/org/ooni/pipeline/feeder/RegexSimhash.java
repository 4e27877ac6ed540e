package org.ooni.pipeline.feeder;

import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Similarity hashes as they are defined: with regular expressions over bytes, and counters one by one. */
final class RegexSimhash {
    private static final String SEPARATORS = "[\\x00-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e]+";
    private static final List<Pattern> MARKUP = List.of(
            pattern("<!--.*?-->"),
            pattern("<\\s*script\\s*[^>]*>.*?</\\s*script\\s*>"),
            pattern("<\\s*style\\s*[^>]*>.*?</\\s*style\\s*>"),
            pattern("<.*?>"),
            pattern("&#?[xX]?(?:[0-9a-fA-F]+|\\w{1,8})[;\\s]"),
            pattern(SEPARATORS));
    private static final Pattern WORD = pattern("[^\\x00-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e]+");

    private RegexSimhash() {}

    static Simhash of(byte[] body) {
        String page = new String(body, StandardCharsets.ISO_8859_1);
        String text = page;
        for (Pattern markup : MARKUP) {
            text = markup.matcher(text).replaceAll(" ");
        }
        return new Simhash(vote(page.replaceAll("[\\x00-\\x20]+", " ")), vote(text));
    }

    private static long vote(String text) {
        List<int[]> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(new int[] {word.start(), word.end()});
        }
        int[] sums = new int[64];
        for (int i = 3; i < words.size(); i++) {
            long hash = hash(text.substring(words.get(i - 3)[0], words.get(i)[1]));
            for (int bit = 0; bit < 64; bit++) {
                sums[bit] += (hash >>> bit & 1) == 1 ? 1 : -1;
            }
        }
        long result = 0;
        for (int bit = 0; bit < 64; bit++) {
            result |= sums[bit] > 0 ? 1L << bit : 0;
        }
        return result;
    }

    private static long hash(String shingle) {
        byte[] hash = Hashing.murmur3_128(0)
                .hashBytes(shingle.getBytes(StandardCharsets.ISO_8859_1))
                .asBytes();
        return Long.reverseBytes(ByteBuffer.wrap(hash).getLong());
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    }
}
