package org.lodewatch.producer.comtrade;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lodewatch.clients.http.ServiceResponse;
import org.lodewatch.producer.poll.Release;

/**
 * The releases of a reporter, from Comtrade's list of available data. It lists a dataset for each period and edition of
 * the classification. The release of a period is made of all its datasets.
 */
final class ComtradeReleases {

    private static final JsonRows<Available> ROWS = new JsonRows<>("data", Available.class);
    private static final String UNFIT_FOR_A_MARK = "[^A-Za-z0-9.-]";

    private ComtradeReleases() {}

    /** An entry of the list. */
    private record Available(
            String period,
            String reporterCode,
            String datasetCode,
            String datasetChecksum,
            String totalRecords,
            String firstReleased,
            String lastReleased) {

        /** Empty if it is not released yet. */
        Optional<Release> release() {
            return moment(lastReleased)
                    .or(() -> moment(firstReleased))
                    .map(Release::vintage)
                    .map(vintage -> new Release(vintage, mark(vintage)));
        }

        /** The checksum, so that figures that are released again unchanged are not read again. */
        private String mark(long vintage) {
            String mark = datasetChecksum != null
                    ? datasetChecksum
                    : vintage + "-" + (totalRecords == null ? "" : totalRecords);
            return mark.replaceAll(UNFIT_FOR_A_MARK, "");
        }
    }

    /**
     * Reads the response.
     *
     * @param reporter Comtrade's code
     * @return by period, YYYY-MM or YYYY
     */
    static SortedMap<String, Release> read(ServiceResponse response, Frequency frequency, int reporter)
            throws IOException {
        SortedMap<String, SortedMap<String, Release>> datasets = new TreeMap<>();
        ROWS.read(response, (row, number) -> {
            Optional<String> period = Optional.ofNullable(row.period()).flatMap(frequency::period);
            Optional<Release> release = row.release();
            if (String.valueOf(reporter).equals(row.reporterCode()) && period.isPresent() && release.isPresent()) {
                datasets.computeIfAbsent(period.get(), any -> new TreeMap<>())
                        .put(row.datasetCode() == null ? "" : row.datasetCode(), release.get());
            }
        });
        SortedMap<String, Release> releases = new TreeMap<>();
        datasets.forEach((period, parts) -> releases.put(
                period, parts.values().stream().reduce(ComtradeReleases::both).orElseThrow()));
        return releases;
    }

    private static Release both(Release one, Release other) {
        return new Release(Math.max(one.vintage(), other.vintage()), one.mark() + "_" + other.mark());
    }

    /** A moment such as 2026-08-28T10:53:32.8266667; without an offset it is in UTC. */
    private static Optional<Instant> moment(String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            TemporalAccessor moment =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    moment instanceof OffsetDateTime offset
                            ? offset.toInstant()
                            : ((LocalDateTime) moment).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
