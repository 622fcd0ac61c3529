package org.lodewatch.benchmarks.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.lodewatch.schemas.OperatorException;

/**
 * Runs jobs in a fresh JVM: the first run of a job is cold, the third one warm. The JVM prints the results on its last
 * line, as JSON.
 */
public final class JobProcess {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int MIN_HEAP_MEGABYTES = 1024;
    private static final int HEAP_BYTES_PER_RECORD = 200;
    private static final int PARENT_ENDED = 3;

    private JobProcess() {}

    /** The heap of jobs that keep a line per record id: the same for all of them, so that none has an advantage. */
    public static int heapMegabytes(long records) {
        return MIN_HEAP_MEGABYTES + (int) (records * HEAP_BYTES_PER_RECORD >> 20);
    }

    /**
     * Runs a job several times in the same JVM.
     *
     * @param heapMegabytes the JVM's maximum heap
     * @param timeout for all runs together
     * @return the results in order
     * @throws BenchmarkException if a run fails, or the JVM does not end in time
     */
    public static <R> List<R> run(Job<R> job, Class<R> result, int times, int heapMegabytes, Duration timeout) {
        return run(job.getClass().getName(), job, List.of(), result, times, heapMegabytes, timeout);
    }

    /** Runs a job of another class path, which needs this module's classes too, as {@link #run(Job, Class, int, int, Duration)}. */
    public static <R> List<R> run(OutsideJob job, Class<R> result, int times, int heapMegabytes, Duration timeout) {
        return run(
                job.className(),
                job.components(),
                List.of("-cp", job.classPath()),
                result,
                times,
                heapMegabytes,
                timeout);
    }

    private static <R> List<R> run(
            String className,
            Object job,
            List<String> options,
            Class<R> result,
            int times,
            int heapMegabytes,
            Duration timeout) {
        String name = className.substring(1 + Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')));
        List<String> jvmOptions = new ArrayList<>(List.of("-Xmx" + heapMegabytes + "m"));
        jvmOptions.addAll(options);
        try (JavaProcess process = JavaProcess.start(
                name,
                JavaProcess.NEVER_READY,
                Redirect.INHERIT,
                jvmOptions,
                JobProcess.class,
                List.of(className, JSON.writeValueAsString(job), Integer.toString(times)))) {
            int code = process.awaitEnd(timeout);
            if (process.isFull()) {
                throw new BenchmarkException("%s ran out of memory: its heap of %,d MiB is too small (%s)"
                        .formatted(name, heapMegabytes, process.lastLine()));
            }
            JsonNode outcome = code > 1 ? JSON.createObjectNode() : JSON.readTree(process.lastLine());
            if (code != 0) {
                throw new BenchmarkException(name + ": "
                        + outcome.path("fault").asText(code == 1 ? "failed" : "its JVM ended with " + code));
            }
            return JSON.readerForListOf(result).readValue(outcome.get("results"));
        } catch (IOException e) {
            throw new BenchmarkException("the JVM of %s returned no result (%s)".formatted(name, e.getMessage()));
        }
    }

    /** Runs in the new JVM. Arguments: the class of the job, the job as JSON, and the number of runs. */
    public static void main(String... arguments) throws IOException {
        ProcessHandle.current()
                .parent()
                .ifPresent(parent ->
                        parent.onExit().thenRun(() -> Runtime.getRuntime().halt(PARENT_ENDED)));
        PrintStream outcome = System.out;
        // The last line of stdout must be the result, whatever a library prints.
        System.setOut(System.err);
        Map<String, ?> result;
        int code = 1;
        try {
            Job<?> job = (Job<?>) JSON.readValue(arguments[1], Class.forName(arguments[0]));
            List<Object> results = new ArrayList<>();
            for (int run = 0; run < Integer.parseInt(arguments[2]); run++) {
                results.add(job.run());
            }
            result = Map.of("results", results);
            code = 0;
        } catch (BenchmarkException | OperatorException | KafkaException e) {
            result = Map.of("fault", String.valueOf(e.getMessage()));
        } catch (Exception | Error e) {
            e.printStackTrace();
            result = Map.of("fault", e.toString());
        }
        outcome.write((JSON.writeValueAsString(result) + "\n").getBytes(StandardCharsets.UTF_8));
        outcome.flush();
        System.exit(code);
    }
}
