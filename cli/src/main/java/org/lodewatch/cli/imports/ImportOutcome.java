package org.lodewatch.cli.imports;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.producer.publish.FeedReport;
import org.lodewatch.schemas.topics.Topics;

/**
 * The result of an import.
 *
 * @param files number of files; 0 for figures of a statistical office
 * @param alreadyPublished number of files without new rows
 * @param published rows
 * @param withdrawn published rows that withdraw an earlier one
 * @param rejected rows that could not be used, by reason
 * @param periodsDeclared periods declared complete
 */
public record ImportOutcome(
        int files,
        int alreadyPublished,
        long published,
        long withdrawn,
        SortedMap<String, Long> rejected,
        int periodsDeclared) {

    private static final String NOTHING_TO_DO = "already published, nothing to do (--again publishes once more)";

    public static ImportOutcome of(List<FeedReport> reports) {
        SortedMap<String, Long> rejected = new TreeMap<>();
        reports.forEach(report -> report.rejected().forEach((reason, rows) -> rejected.merge(reason, rows, Long::sum)));
        return new ImportOutcome(
                reports.size(),
                (int) reports.stream().filter(FeedReport::alreadyPublished).count(),
                reports.stream().mapToLong(FeedReport::published).sum(),
                reports.stream().mapToLong(FeedReport::withdrawn).sum(),
                rejected,
                reports.stream().mapToInt(FeedReport::periodsDeclared).sum());
    }

    public static ImportOutcome ofSource(FeedReport report) {
        return new ImportOutcome(
                0, 0, report.published(), report.withdrawn(), report.rejected(), report.periodsDeclared());
    }

    public boolean someRejected() {
        return !rejected.isEmpty();
    }

    public String sentence() {
        if (files == 0 && published + periodsDeclared == 0 && rejected.isEmpty()) {
            return "nothing new";
        }
        if (files > 0 && alreadyPublished == files) {
            return NOTHING_TO_DO;
        }
        String sentence = "%s published%s, %s; %s declared complete"
                .formatted(count(published, "row"), withdrawals(), rejections(), count(periodsDeclared, "period"));
        return alreadyPublished == 0
                ? sentence
                : sentence + "; %d of %d files %s".formatted(alreadyPublished, files, NOTHING_TO_DO);
    }

    private String withdrawals() {
        return withdrawn == 0 ? "" : " (%s)".formatted(count(withdrawn, "withdrawal"));
    }

    private String rejections() {
        if (rejected.isEmpty()) {
            return "none rejected";
        }
        long rows = rejected.values().stream().mapToLong(Long::longValue).sum();
        String reasons = rejected.entrySet().stream()
                .map(reason -> reason.getKey() + " " + Figures.count(reason.getValue()))
                .collect(Collectors.joining(", "));
        return "%s rejected (%s; each is in %s, with its line and what was expected)"
                .formatted(Figures.count(rows), reasons, Topics.CUSTOMS_IMPORTS_REJECTED.name());
    }

    private static String count(long number, String noun) {
        return Figures.count(number) + " " + noun + (number == 1 ? "" : "s");
    }
}
