package org.lodewatch.local.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.local.commands.RunningLodewatch;
import org.lodewatch.local.commands.Session;
import org.lodewatch.local.notify.Receiver.Delivery;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;

/** What a subscriber gets of a file that brings 25 years of 60 books: through the topology, and by HTTP. */
class MassLoadIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int BOOKS = 60;

    private static final YearMonth FIRST = YearMonth.of(2001, 1);
    private static final YearMonth LAST = YearMonth.of(2025, 12);

    @TempDir
    private Path directory;

    /** China supplies most of each mineral in every second period of two years, and also in the last one. */
    private String rows() {
        // One code of each book that has one in all years.
        Map<String, String> codes = new TreeMap<>();
        Catalogue.bundled().commodities().stream()
                .filter(code -> code.prefix().length() == 6
                        && code.validFrom() == Classification.ALWAYS_BEFORE
                        && code.validTo() == Classification.ALWAYS_AFTER)
                .forEach(code -> codes.putIfAbsent(code.book(), code.prefix()));
        assertThat(codes).hasSizeGreaterThan(BOOKS);
        StringBuilder rows = new StringBuilder(
                "dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd\n");
        for (YearMonth month = FIRST; !month.isAfter(LAST); month = month.plusMonths(1)) {
            boolean much = (month.getYear() - LAST.getYear()) / 2 % 2 == 0;
            for (String code : List.copyOf(codes.values()).subList(0, BOOKS)) {
                for (String origin : List.of("CN", "CA")) {
                    rows.append("acme,%s/%s/%s,1,US,%s,%s,%s,%d\n"
                            .formatted(
                                    code,
                                    origin,
                                    month,
                                    origin,
                                    code,
                                    month,
                                    origin.equals("CN") == much ? 900_000 : 100_000));
                }
            }
        }
        return rows.toString();
    }

    /** How many transitions an event has. */
    private static int transitions(Delivery event) {
        return event.event().get("data").path("summary").path("transitions").asInt(1);
    }

    @Test
    @Timeout(300)
    void aSubscriberGetsAFewEventsABookInPlaceOfEveryTransition() throws IOException {
        Path file = Files.writeString(directory.resolve("imports.csv"), rows());
        Path policy = Files.writeString(directory.resolve("policy.json"), """
                {"id": "china", "subject": "country", "subjectName": "CN", "metric": "share", "warning": 50, "critical": 65,
                 "dataset": "acme", "partCodes": true}
                """);
        Path secret = Receiver.secretFile(directory);
        try (RunningLodewatch lodewatch = RunningLodewatch.with(Catalogue.bundled());
                Receiver receiver = new Receiver()) {
            lodewatch.run("policies", "apply", policy.toString(), "--force");
            Session produced = lodewatch.run("produce", "csv", file.toString());
            assertThat(produced.exitCode()).as(produced.err()).isZero();
            Session verified = lodewatch.run("verify", "--wait", "120");
            assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();

            Session notified = lodewatch.run(
                    "notify",
                    "--webhook",
                    receiver.url(),
                    "--secret-file",
                    secret.toString(),
                    "--since",
                    "beginning",
                    "--until-caught-up");

            int transitions = JSON.readTree(
                            lodewatch.run("alerts", "--output", "json").out())
                    .size();
            assertThat(transitions).isGreaterThan(50 * BOOKS);
            assertThat(notified.out()).endsWith("%,d alerts delivered\n".formatted(transitions));
            assertThat(receiver.taken()).extracting(Delivery::id).doesNotHaveDuplicates();
            // A slow broker may publish a book in a few steps; only the newest windows of a step before the last are
            // news.
            assertThat(receiver.taken().stream()
                            .mapToInt(MassLoadIT::transitions)
                            .sum())
                    .isEqualTo(transitions);
            assertThat(receiver.taken())
                    .filteredOn(event -> transitions(event) > 1)
                    .extracting(Delivery::book)
                    .containsAll(receiver.taken().stream().map(Delivery::book).toList());
            assertThat(receiver.taken().stream()
                            .collect(Collectors.groupingBy(Delivery::book, Collectors.counting()))
                            .values())
                    .hasSizeGreaterThanOrEqualTo(BOOKS)
                    .allSatisfy(events -> assertThat(events).isLessThanOrEqualTo(3));
            // What is open from old data is in the summaries.
            assertThat(receiver.taken())
                    .anySatisfy(event -> assertThat(
                                    event.event().get("data").get("sentence").textValue())
                            .contains("open: China (policy china) critical since 2024-09"));
        }
    }
}
