package org.lodewatch.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.messages.MineralShares;

/** What is published, and which dataset is the first. */
class DatasetJsonTest {

    private final PublishedShares published = new PublishedShares();

    private void publish(String dataset, String reporter, String mineral, String asOf, int coveredMonths) {
        MineralShares shares = MineralBooksTest.book(mineral, 0.5)
                .setDataset(dataset)
                .setReporter(reporter)
                .setAsOf(asOf)
                .setCoveredMonths(coveredMonths)
                .setBasis("general imports, HS6")
                .setCurrency(reporter.equals("DE") ? "EUR" : "USD")
                .build();
        published.take(
                "%s/%s/%s@%s".formatted(dataset, reporter, mineral, asOf), Optional.of(() -> Optional.of(shares)));
    }

    @Test
    void theOneWithTheMostWindowsIsFirstThenTheOneWithTheMostBooks() {
        publish("annual", "US", "cobalt", "2023-12", 12);
        publish("annual", "US", "cobalt", "2024-12", 12);
        publish("annual", "US", "tin", "2024-12", 12);
        publish("annual", "US", "zinc", "2024-12", 12);
        publish("comext", "DE", "cobalt", "2023-12", 12);
        publish("comext", "DE", "cobalt", "2024-12", 12);
        IntStream.rangeClosed(1, 3).forEach(month -> publish("monthly", "US", "cobalt", "2024-0" + month, month));

        List<DatasetJson> datasets = DatasetJson.of(published);

        assertThat(datasets).extracting(DatasetJson::dataset).containsExactly("monthly", "annual", "comext");
        assertThat(datasets).extracting(DatasetJson::periodMonths).containsExactly(1, 12, 12);
        assertThat(datasets).extracting(DatasetJson::currency).containsExactly(null, null, "EUR");
        assertThat(datasets.get(0).asOf()).containsExactly("2024-01", "2024-02", "2024-03");
        assertThat(datasets.get(1).books()).containsExactly("cobalt", "tin", "zinc");
        assertThat(datasets.get(1).basis()).isEqualTo("general imports, HS6");
    }

    @Test
    void aSingleWindowIsThatOfAYearOnlyIfItCoversOneThatEndsInDecember() {
        publish("year", "US", "cobalt", "2024-12", 12);
        publish("december", "US", "cobalt", "2024-12", 1);

        assertThat(DatasetJson.of(published))
                .extracting(DatasetJson::periodMonths)
                .containsExactly(1, 12);
    }
}
