package org.lodewatch.cli.imports;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.producer.feed.SummedRows;
import org.lodewatch.producer.publish.FeedReport;
import org.lodewatch.producer.publish.RunCounts;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.topics.Topics;

/**
 * The result of an import.
 *
 * @param files number of files; 0 for figures of a statistical office
 * @param alreadyPublished number of files without new rows
 * @param total of all files
 */
public record ImportOutcome(int files, int alreadyPublished, FeedReport total) {

    private static final String NOTHING_TO_DO = "already published, nothing to do (--again publishes again)";

    public static ImportOutcome of(List<FeedReport> reports) {
        SortedMap<String, Long> rejected = new TreeMap<>();
        reports.forEach(report -> report.rejected().forEach((reason, rows) -> rejected.merge(reason, rows, Long::sum)));
        RunCounts counts = new RunCounts();
        reports.forEach(report -> counts.add(report.counts()));
        FeedReport total = new FeedReport(
                false,
                reports.stream().mapToLong(FeedReport::published).sum(),
                reports.stream().mapToLong(FeedReport::withdrawn).sum(),
                rejected,
                reports.stream().mapToInt(FeedReport::periodsDeclared).sum(),
                counts,
                reports.stream().mapToLong(FeedReport::repeated).sum(),
                new SummedRows(
                        reports.stream()
                                .mapToLong(report -> report.summed().rows())
                                .sum(),
                        reports.stream()
                                .mapToLong(report -> report.summed().records())
                                .sum()),
                reports.stream().mapToLong(FeedReport::older).sum(),
                reports.stream().allMatch(FeedReport::compared),
                reports.stream().flatMap(report -> report.notes().stream()).toList());
        long alreadyPublished =
                reports.stream().filter(FeedReport::alreadyPublished).count();
        return new ImportOutcome(reports.size(), (int) alreadyPublished, total);
    }

    public static ImportOutcome ofSource(FeedReport report) {
        return new ImportOutcome(0, 0, report);
    }

    public boolean someRejected() {
        return total.rejectedRows() > 0;
    }

    public String sentence() {
        if (files == 0 && total.published() + total.periodsDeclared() + total.rejectedRows() == 0) {
            return "nothing new";
        }
        if (files > 0 && alreadyPublished == files) {
            return NOTHING_TO_DO;
        }
        String sentence = "%s published%s, %s; %s declared complete"
                .formatted(
                        count(total.published(), "row"),
                        total.withdrawn() == 0 ? "" : " (%s)".formatted(count(total.withdrawn(), "withdrawal")),
                        rejections(),
                        count(total.periodsDeclared(), "period"));
        return alreadyPublished == 0
                ? sentence
                : sentence + "; %d of %d files %s".formatted(alreadyPublished, files, NOTHING_TO_DO);
    }

    /** The rows that do not count, or not as the source has them, one line each. */
    public List<String> remarks(Catalogue catalogue) {
        return total.remarks(catalogue);
    }

    private String rejections() {
        if (!someRejected()) {
            return "none rejected";
        }
        String reasons = total.rejected().entrySet().stream()
                .map(reason -> reason.getKey() + " " + Figures.count(reason.getValue()))
                .collect(Collectors.joining(", "));
        return "%s rejected (%s; each is in %s, with its line and what was expected)"
                .formatted(Figures.count(total.rejectedRows()), reasons, Topics.CUSTOMS_IMPORTS_REJECTED.name());
    }

    private static String count(long number, String noun) {
        return Figures.count(number) + " " + noun + (number == 1 ? "" : "s");
    }
}
