package org.lodewatch.cli.shares;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.schemas.messages.CodeCoverage;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.Detour;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.ShareMove;

/** Marks behind the name of a book that call for care, and the notes that explain them. */
record BookMarks(CatalogueText names) {

    /** Above it, in points of 100, value and weight disagree. */
    private static final double LARGE_GAP = 20;

    /** From here on, in points of 100, the table mentions a detour. */
    private static final double LARGE_DETOUR = 10;

    private static final int LISTED_CODES = 4;
    private static final int LISTED_GAINERS = 2;

    private static final String CODES = "°";
    private static final String BREAK = "~";
    private static final String GAP = "≠";
    private static final String ORIGIN = "?";

    /** The marks of a book, each after a blank, and whether it is stale. */
    String of(MineralShares book) {
        return Stream.of(
                        book.getCodeCoverage() == null ? "" : CODES,
                        book.getSeriesBreak() == null ? "" : BREAK,
                        disagrees(book) ? GAP : "",
                        hasUnclearOrigin(book) ? ORIGIN : "",
                        book.getStale() ? "(stale)" : "")
                .filter(mark -> !mark.isEmpty())
                .map(mark -> " " + mark)
                .collect(Collectors.joining());
    }

    /** A note for each mark that occurs. */
    List<String> notes(List<MineralShares> books) {
        List<String> notes = new ArrayList<>();
        note(
                        books,
                        book -> Optional.ofNullable(book.getCodeCoverage()).map(BookMarks::codes),
                        CODES
                                + " the dataset has only some of the codes, so there is no reliance, and policies do not judge it"
                                + " unless they ask for it: ")
                .ifPresent(notes::add);
        note(
                        books,
                        book -> Optional.ofNullable(book.getSeriesBreak()),
                        BREAK + " not comparable with the years around it: ")
                .ifPresent(notes::add);
        note(books, this::gap, GAP + " value and weight disagree: ").ifPresent(notes::add);
        note(
                        books,
                        book -> hasUnclearOrigin(book) ? unproduced(book) : Optional.empty(),
                        ORIGIN
                                + " from countries that are not known to mine or refine it, so ask where it came from; who lost"
                                + " 10 points in a year, and who of them gained: ")
                .ifPresent(notes::add);
        return notes;
    }

    private Optional<String> note(
            List<MineralShares> books, Function<MineralShares, Optional<String>> text, String meaning) {
        String all = books.stream()
                .flatMap(book -> text.apply(book).map(part -> names.book(book) + " " + part).stream())
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? Optional.empty() : Optional.of(meaning + all);
    }

    /** {@code 1 of 6 codes: 283324}. */
    static String codes(CodeCoverage coverage) {
        List<String> covered = coverage.getCovered();
        String listed = covered.stream().limit(LISTED_CODES).collect(Collectors.joining(", "));
        return "%d of %s%s%s"
                .formatted(
                        covered.size(),
                        Figures.count(coverage.getCodes(), "code"),
                        listed.isEmpty() ? "" : ": " + listed,
                        covered.size() > LISTED_CODES ? " ..." : "");
    }

    private static boolean disagrees(MineralShares book) {
        return book.getValueWeightGap() != null && book.getValueWeightGap() > LARGE_GAP;
    }

    /** "by 54.1 points (China 11.4 % by value, 65.5 % by weight)"; empty if value and weight agree. */
    Optional<String> gap(MineralShares book) {
        if (!disagrees(book)) {
            return Optional.empty();
        }
        ReturnedGoods returned = new ReturnedGoods(book);
        String widest = returned.suppliers()
                .filter(share -> share.getWeightShare() != null)
                .max(Comparator.comparingDouble(
                        share -> Math.abs(returned.ofSupply(share) - returned.ofSuppliedWeight(share))))
                .map(share -> bothShares(share, returned))
                .orElse("");
        return Optional.of(String.format(Locale.ROOT, "by %.1f points%s", book.getValueWeightGap(), widest));
    }

    private String bothShares(CountryShare share, ReturnedGoods returned) {
        return " (%s %s by value, %s by weight)"
                .formatted(
                        names.country(share.getCountry()),
                        Figures.percent(returned.ofSupply(share)),
                        Figures.percent(returned.ofSuppliedWeight(share)));
    }

    /** Only of minerals, because the USGS lists the producers of a mineral and not those of each form. */
    private static boolean hasUnclearOrigin(MineralShares book) {
        return book.getFormOf() == null
                && book.getDetour() != null
                && book.getDetour().getPoints() >= LARGE_DETOUR;
    }

    /** "84.2 % (in a year China -43.0 points; Belgium +12.8, France +11.5)"; empty if no producers are known. */
    Optional<String> unproduced(MineralShares book) {
        return Optional.ofNullable(book.getUnproducedShare())
                .map(part -> Figures.percent(part)
                        + Optional.ofNullable(book.getDetour())
                                .map(detour -> " (" + moves(detour) + ")")
                                .orElse(""));
    }

    private String moves(Detour detour) {
        return detour.getLosers().stream().map(this::move).collect(Collectors.joining(", "))
                + "; "
                + detour.getGainers().stream()
                        .limit(LISTED_GAINERS)
                        .map(this::move)
                        .collect(Collectors.joining(", "));
    }

    private String move(ShareMove move) {
        return String.format(Locale.ROOT, "%s %+.1f", names.country(move.getCountry()), move.getPoints());
    }
}
