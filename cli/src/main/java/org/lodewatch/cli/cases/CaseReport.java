package org.lodewatch.cli.cases;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;

/** The results of the cases of some files. */
public final class CaseReport {

    private final List<FileResult> files = new ArrayList<>();

    /** The results of the cases of one file. */
    private record FileResult(String file, List<CaseResult> cases) {

        private long failed() {
            return cases.stream().filter(one -> !one.isAsExpected()).count();
        }
    }

    /**
     * The JSON form.
     *
     * @param passed whether every case is as expected
     */
    public record Document(boolean passed, List<CaseJson> cases) {}

    /** A case. @param differences left out if there are none */
    public record CaseJson(
            String file,
            String name,
            boolean passed,
            int monthsJudged,
            int transitions,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<DifferenceJson> differences) {}

    /** An expected transition and the one that came instead; the one that is missing is left out. */
    public record DifferenceJson(
            @JsonInclude(JsonInclude.Include.NON_NULL) String expected,
            @JsonInclude(JsonInclude.Include.NON_NULL) String got) {}

    /** Runs the cases of a file. */
    public void add(PolicyCases cases) {
        files.add(new FileResult(cases.name(), cases.run()));
    }

    /** Whether every case is as expected. */
    public boolean isAsExpected() {
        return files.stream().allMatch(file -> file.failed() == 0);
    }

    public void print(Screen screen) {
        for (FileResult file : files) {
            file.cases().forEach(one -> print(one, screen));
            screen.line("%s: %s, %d failed"
                    .formatted(file.file(), Figures.count(file.cases().size(), "case"), file.failed()));
        }
    }

    private static void print(CaseResult one, Screen screen) {
        screen.line("%s  %s (%s judged, %s)"
                .formatted(
                        one.isAsExpected()
                                ? screen.painted("ok    ", Style.GREEN)
                                : screen.painted("FAILED", Style.RED),
                        one.name(),
                        Figures.count(one.monthsJudged(), "month"),
                        Figures.count(one.transitions(), "transition")));
        one.differences().forEach(difference -> {
            screen.line("          expected  " + difference.expected().orElse("nothing"));
            screen.line("          got       " + difference.got().orElse("nothing"));
        });
    }

    public Document json() {
        return new Document(
                isAsExpected(),
                files.stream()
                        .flatMap(file -> file.cases().stream()
                                .map(one -> new CaseJson(
                                        file.file(),
                                        one.name(),
                                        one.isAsExpected(),
                                        one.monthsJudged(),
                                        one.transitions(),
                                        one.differences().stream()
                                                .map(difference -> new DifferenceJson(
                                                        difference.expected().orElse(null),
                                                        difference.got().orElse(null)))
                                                .toList())))
                        .toList());
    }
}
