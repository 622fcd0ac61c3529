package org.lodewatch.benchmarks.frame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A fresh JVM for a job: what it does there first, it does cold; what it does there for the third time, warm.
 *
 * @param heapMegabytes what its heap may grow to
 * @param patience how long it may take for all it is asked to do, before it is ended
 * @param options more options of the JVM
 */
public record ChildJvm(int heapMegabytes, Duration patience, List<String> options) {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    public ChildJvm {
        options = List.copyOf(options);
    }

    public ChildJvm(int heapMegabytes, Duration patience) {
        this(heapMegabytes, patience, List.of());
    }

    /**
     * Does a job once.
     *
     * @throws JobFailedException if it fails, or does not end in time
     */
    public <R> R run(Job<R> job, Class<R> result) {
        return run(job, result, 1).get(0);
    }

    /**
     * Does a job several times over, in the same JVM.
     *
     * @return the results in order
     * @throws JobFailedException if it fails, or does not end in time
     */
    public <R> List<R> run(Job<R> job, Class<R> result, int times) {
        try {
            Path outcome = Files.createTempFile("lodewatch-job-", ".json");
            try {
                runInto(outcome, job, times);
                return JsonReport.MAPPER
                        .readerForListOf(result)
                        .readValue(JsonReport.MAPPER.readTree(outcome.toFile()).get("results"));
            } finally {
                Files.delete(outcome);
            }
        } catch (IOException e) {
            throw new JobFailedException("the JVM of %s gave no result (%s)".formatted(name(job), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobFailedException("interrupted");
        }
    }

    private void runInto(Path outcome, Job<?> job, int times) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(outcome, job, times))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new JobFailedException("%s did not end within %d s".formatted(name(job), patience.toSeconds()));
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            String fault = Files.size(outcome) == 0
                    ? "its JVM ended with " + process.exitValue()
                    : JsonReport.MAPPER.readTree(outcome.toFile()).path("fault").asText();
            throw new JobFailedException(name(job) + ": " + fault);
        }
    }

    private List<String> command(Path outcome, Job<?> job, int times) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA, "-Xmx" + heapMegabytes + "m", "-XX:+UseParallelGC"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                ChildMain.class.getName(),
                job.getClass().getName(),
                JsonReport.MAPPER.writeValueAsString(job),
                Integer.toString(times),
                outcome.toString()));
        return command;
    }

    private static String name(Job<?> job) {
        return job.getClass().getSimpleName();
    }
}
