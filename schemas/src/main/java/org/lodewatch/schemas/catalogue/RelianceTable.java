package org.lodewatch.schemas.catalogue;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The published figures of net import reliance, by the book that each is one of. */
final class RelianceTable {

    /** The figure of a mineral comes before that of its only headline form, which has the same book. */
    private static final Comparator<NetImportReliance> NEWEST_LAST = Comparator.comparingInt(NetImportReliance::year)
            .thenComparing(NetImportReliance::edition)
            .thenComparing(figure -> figure.form().isEmpty());

    private final Map<String, List<NetImportReliance>> byBook;

    RelianceTable(List<NetImportReliance> figures, List<Form> forms) {
        this.byBook = figures.stream().collect(Collectors.groupingBy(figure -> book(figure, forms)));
    }

    /** A figure of the only headline form of a mineral is one of the mineral. */
    private static String book(NetImportReliance figure, List<Form> forms) {
        return forms.stream()
                .filter(form ->
                        form.mineral().equals(figure.mineral()) && figure.form().equals(Optional.of(form.id())))
                .map(Form::book)
                .findAny()
                .orElse(figure.mineral());
    }

    /** The newest wanted figure of a book, from the newest edition. */
    Optional<NetImportReliance> newest(String book, Predicate<NetImportReliance> wanted) {
        return byBook.getOrDefault(book, List.of()).stream().filter(wanted).max(NEWEST_LAST);
    }

    /** One property of all figures, each value once, in order. */
    <T extends Comparable<T>> List<T> all(Function<NetImportReliance, T> property) {
        return byBook.values().stream()
                .flatMap(List::stream)
                .map(property)
                .distinct()
                .sorted()
                .toList();
    }
}
