package org.lodewatch.producer.comtrade;

import java.io.IOException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lodewatch.clients.http.ServiceResponse;
import org.lodewatch.producer.poll.Release;

/**
 * What Comtrade has published of a reporter. It lists the datasets it was given, one of each period and edition of the
 * classification; where a period has several, its release is all of them together.
 */
final class Availability {

    private static final String PERIOD = "period";
    private static final String REPORTER = "reporterCode";
    private static final String DATASET = "datasetCode";
    private static final String CHECKSUM = "datasetChecksum";
    private static final String RECORDS = "totalRecords";
    private static final String FIRST_RELEASED = "firstReleased";
    private static final String LAST_RELEASED = "lastReleased";
    private static final JsonRows ROWS =
            new JsonRows("data", Set.of(PERIOD, REPORTER, DATASET, CHECKSUM, RECORDS, FIRST_RELEASED, LAST_RELEASED));

    private static final DateTimeFormatter TO_SECOND = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
    private static final String UNFIT_FOR_A_MARK = "[^A-Za-z0-9.-]";

    private final Frequency frequency;
    private final int reporter;

    /**
     * @param reporter Comtrade's code
     */
    Availability(Frequency frequency, int reporter) {
        this.frequency = frequency;
        this.reporter = reporter;
    }

    /** The releases by period, YYYY-MM or YYYY. A dataset without a moment of release is not released yet. */
    SortedMap<String, Release> read(ServiceResponse answer) throws IOException {
        SortedMap<String, SortedMap<String, Release>> datasets = new TreeMap<>();
        ROWS.read(answer, (row, number) -> {
            Optional<String> period = frequency.period(row.getOrDefault(PERIOD, ""));
            Optional<Long> released = moment(row.get(LAST_RELEASED)).or(() -> moment(row.get(FIRST_RELEASED)));
            boolean ours = String.valueOf(reporter).equals(row.get(REPORTER));
            if (ours && period.isPresent() && released.isPresent()) {
                datasets.computeIfAbsent(period.get(), any -> new TreeMap<>())
                        .put(row.getOrDefault(DATASET, ""), new Release(released.get(), mark(row, released.get())));
            }
        });
        SortedMap<String, Release> releases = new TreeMap<>();
        datasets.forEach((period, parts) -> releases.put(
                period, parts.values().stream().reduce(Availability::both).orElseThrow()));
        return releases;
    }

    private static Release both(Release one, Release other) {
        return new Release(Math.max(one.vintage(), other.vintage()), one.mark() + "_" + other.mark());
    }

    /** The checksum, so that figures that come out again unchanged are not read again. */
    private static String mark(Map<String, String> row, long released) {
        String mark = row.containsKey(CHECKSUM) ? row.get(CHECKSUM) : released + "-" + row.getOrDefault(RECORDS, "");
        return mark.replaceAll(UNFIT_FOR_A_MARK, "");
    }

    /** A moment such as 2026-08-28T10:53:32.8266667, which comes without its offset: it is taken for UTC. */
    private static Optional<Long> moment(String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            TemporalAccessor moment =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            LocalDateTime utc = moment instanceof OffsetDateTime offset
                    ? offset.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                    : (LocalDateTime) moment;
            return Optional.of(Long.parseLong(utc.format(TO_SECOND)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
