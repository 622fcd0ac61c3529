package org.lodewatch.benchmarks.frame;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What runs in a {@link ChildJvm}. */
final class ChildMain {

    private static final int PARENT_IS_GONE = 3;

    private ChildMain() {}

    /** Arguments: the job's class, the job, how many times, and the file for the outcome. */
    public static void main(String... arguments) throws IOException {
        endWithTheParent();
        Path outcome = Path.of(arguments[3]);
        try {
            Job<?> job = (Job<?>) JsonReport.MAPPER.readValue(arguments[1], Class.forName(arguments[0]));
            List<Object> results = new ArrayList<>();
            for (int time = 0; time < Integer.parseInt(arguments[2]); time++) {
                results.add(job.run());
            }
            JsonReport.MAPPER.writeValue(outcome.toFile(), Map.of("results", results));
            System.exit(0);
        } catch (JobFailedException e) {
            fail(outcome, e.getMessage());
        } catch (Exception | Error e) {
            e.printStackTrace();
            fail(outcome, e.toString());
        }
    }

    private static void fail(Path outcome, String fault) throws IOException {
        JsonReport.MAPPER.writeValue(outcome.toFile(), Map.of("fault", fault));
        System.exit(1);
    }

    /** The parent never writes to this process, so the end of its input is the parent's. */
    private static void endWithTheParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        System.in.read();
                    } catch (IOException e) {
                        // It is gone, too.
                    }
                    Runtime.getRuntime().halt(PARENT_IS_GONE);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
