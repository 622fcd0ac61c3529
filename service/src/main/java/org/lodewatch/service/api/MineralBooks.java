package org.lodewatch.service.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.MineralShares;

/**
 * The book of a mineral and those of its forms, of one dataset and reporter.
 *
 * @param whole the book of the mineral; that of a form if the mineral has none
 * @param forms the books of the forms, in the order of books; none if {@code whole} is one of them
 */
public record MineralBooks(MineralShares whole, List<MineralShares> forms) {

    /** Books with a smaller value in the window, in cents, are set apart: a single delivery decides their shares. */
    public static final long SMALL_CENTS = 100_000_000L;

    /** What the reporter exports on balance comes last: no consumption depends on its imports. */
    private enum Kind {
        DEPENDENT,
        UNKNOWN,
        EXPORTED
    }

    /**
     * The order of books: by how much of consumption depends on one country, which is the effective dependence. Books without
     * a known reliance follow by the share of their top supplier, and those of net exports last.
     */
    private static final Comparator<MineralShares> BOOKS = Comparator.comparing(MineralBooks::kind)
            .thenComparing(
                    Comparator.comparingDouble(MineralBooks::dependenceOrShare).reversed())
            .thenComparing(MineralShares::getMineral);

    /** Minerals are in the order of their most dependent book; those with small books only follow. */
    private static final Comparator<MineralBooks> MINERALS = Comparator.comparing(
                    (MineralBooks minerals) -> minerals.isSmall())
            .thenComparing(MineralBooks::decisive, BOOKS)
            .thenComparing(minerals -> minerals.whole().getMineral());

    public MineralBooks {
        forms = List.copyOf(forms);
    }

    /**
     * Gathers books by mineral.
     *
     * @param books at most one window of each book
     * @return the datasets and reporters in the order in which they first occur, and the minerals of each in the order of
     *     tables
     */
    public static List<MineralBooks> of(List<MineralShares> books) {
        Map<String, Map<BookKey, List<MineralShares>>> owners = new LinkedHashMap<>();
        for (MineralShares book : books) {
            owners.computeIfAbsent(book.getDataset() + "/" + book.getReporter(), owner -> new LinkedHashMap<>())
                    .computeIfAbsent(mineral(book), mineral -> new ArrayList<>())
                    .add(book);
        }
        return owners.values().stream()
                .flatMap(minerals -> minerals.values().stream()
                        .flatMap(MineralBooks::gathered)
                        .sorted(MINERALS))
                .toList();
    }

    private static Stream<MineralBooks> gathered(List<MineralShares> ofMineral) {
        List<MineralShares> forms = ofMineral.stream()
                .filter(book -> book.getFormOf() != null)
                .sorted(BOOKS)
                .toList();
        return ofMineral.stream()
                .filter(book -> book.getFormOf() == null)
                .findFirst()
                .map(whole -> Stream.of(new MineralBooks(whole, forms)))
                .orElseGet(() -> forms.stream().map(form -> new MineralBooks(form, List.of())));
    }

    private static BookKey mineral(MineralShares book) {
        return new BookKey(
                book.getDataset(), book.getReporter(), book.getFormOf() == null ? book.getMineral() : book.getFormOf());
    }

    /** The books of the mineral and of its forms. */
    public List<MineralShares> all() {
        return Stream.concat(Stream.of(whole), forms.stream()).toList();
    }

    /** Whether all books are small. */
    public boolean isSmall() {
        return all().stream().allMatch(book -> isSmall(book));
    }

    /** Whether the value of a book's window is small. */
    public static boolean isSmall(MineralShares book) {
        return book.getTotalValueCents() < SMALL_CENTS;
    }

    /** Whether the USGS prints that the reporter exports more of it than it imports. */
    public static boolean isExported(MineralShares book) {
        return book.getReliance() != null && book.getReliance().getPrinted().equals("E");
    }

    /** The part of consumption that depends on the top supplier, 0 to 1; empty if that is not known. */
    public static OptionalDouble dependence(MineralShares book) {
        return kind(book) == Kind.DEPENDENT ? OptionalDouble.of(book.getEffectiveDependence()) : OptionalDouble.empty();
    }

    /** The top supplier's part of the supply, 0 to 1; 0 without a supplier. */
    public static double topShare(MineralShares book) {
        return book.getTopShare() == null ? 0 : book.getTopShare();
    }

    /** The book that decides the place of the mineral: a form with its own reliance may be more dependent than the whole. */
    private MineralShares decisive() {
        return Stream.concat(
                        Stream.of(whole), forms.stream().filter(form -> kind(form) == Kind.DEPENDENT && !isSmall(form)))
                .min(BOOKS)
                .orElseThrow();
    }

    private static double dependenceOrShare(MineralShares book) {
        return kind(book) == Kind.DEPENDENT ? book.getEffectiveDependence() : topShare(book);
    }

    private static Kind kind(MineralShares book) {
        if (isExported(book)) {
            return Kind.EXPORTED;
        }
        return book.getEffectiveDependence() == null ? Kind.UNKNOWN : Kind.DEPENDENT;
    }
}
