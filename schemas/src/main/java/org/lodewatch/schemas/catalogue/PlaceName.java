package org.lodewatch.schemas.catalogue;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of countries and areas without the differences in spelling that do not count. */
final class PlaceName {

    private static final Pattern APOSTROPHES = Pattern.compile("['`\u00B4\u2018\u2019\u02BC\u2032]");

    /** The dots of U.S.A., but not that of St.Lucia. */
    private static final Pattern DOTS_OF_INITIALS = Pattern.compile("(?<=\\b\\p{L})\\.(?=\\p{L}\\b|\\W|$)");

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private static final Map<String, String> WORDS = Map.of(
            "st", "saint",
            "ste", "saint",
            "rep", "republic",
            "dem", "democratic",
            "isds", "islands",
            "is", "islands",
            "terr", "territory");

    private PlaceName() {}

    /**
     * Lower case, without accents, apostrophes and punctuation, abbreviations written out: {@code cote divoire} of
     * Côte d'Ivoire, {@code korea republic of} of "Korea, Rep. of".
     */
    static String folded(String text) {
        String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace('\u0131', 'i')
                .replace("\u00F8", "o")
                .replace("\u00E6", "ae")
                .replace("&", " and ");
        plain = APOSTROPHES.matcher(plain).replaceAll("");
        plain = DOTS_OF_INITIALS.matcher(plain).replaceAll("");
        return Stream.of(OTHERS.split(plain))
                .filter(word -> !word.isEmpty())
                .map(word -> WORDS.getOrDefault(word, word))
                .collect(Collectors.joining(" "));
    }
}
