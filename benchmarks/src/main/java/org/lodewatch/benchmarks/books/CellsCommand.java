package org.lodewatch.benchmarks.books;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lodewatch.benchmarks.experiment.Experiment;
import org.lodewatch.benchmarks.experiment.ResultTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "cells",
        description = {
            "Fills books with totals of 1, 12 and 48 input partitions, without Kafka, and prints the memory of the heap that a"
                    + " cell takes: a book, month and country with records. Then computes and encodes the shares of every window"
                    + " of every book by one thread, in seconds of processor time.",
            "Sparse: a third of the cells have records, each in one input partition, as where many countries report few"
                    + " records. Dense: every cell has records in every input partition.",
            "With the defaults it takes about a minute."
        })
public final class CellsCommand extends Experiment {

    private static final List<Integer> PARTITIONS = List.of(1, 12, 48);

    @Option(names = "--books", description = "Books with sparse cells; a tenth of them with dense ones.")
    private int books = 200;

    @Option(names = "--months", description = "Months of each book.")
    private int months = 24;

    @Option(names = "--countries", description = "Countries of each book.")
    private int countries = 60;

    @Override
    public Integer call() {
        // Loads the classes and the catalogue, whose memory is not that of the books.
        new FilledBooks(1, months, countries, 1, false).measure();
        List<FilledBooks.Result> results = new ArrayList<>();
        for (boolean dense : List.of(false, true)) {
            for (int partitions : PARTITIONS) {
                progress("%s, %d partitions", dense ? "dense" : "sparse", partitions);
                int size = dense ? Math.max(1, books / 10) : books;
                results.add(new FilledBooks(size, months, countries, partitions, dense).measure());
            }
        }
        print(new ResultTable<FilledBooks.Result>()
                .text("cells", result -> result.dense() ? "dense" : "sparse")
                .whole("partitions", FilledBooks.Result::partitions)
                .whole("books", FilledBooks.Result::books)
                .whole("cells", FilledBooks.Result::cells)
                .tenths("parts a cell", result -> (double) result.parts() / result.cells())
                .tenths("bytes a cell", result -> (double) result.bytes() / result.cells())
                .whole("windows/CPU s", result -> result.windows() / result.shareSeconds())
                .lines(results));
        report(Map.of("books", books, "months", months, "countries", countries), results);
        return 0;
    }
}
