package org.lodewatch.benchmarks.flink;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Form;

/** The numbers of the books of forms: the same in every task. */
final class Forms {

    private final List<String> books;
    private final Map<String, Integer> numbers = new HashMap<>();

    Forms(Catalogue catalogue) {
        books = catalogue.forms().stream().map(Form::book).distinct().sorted().toList();
        books.forEach(book -> numbers.put(book, numbers.size()));
    }

    int number(String book) {
        return numbers.get(book);
    }

    String book(int number) {
        return books.get(number);
    }
}
