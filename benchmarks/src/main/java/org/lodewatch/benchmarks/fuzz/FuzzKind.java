package org.lodewatch.benchmarks.fuzz;

import java.util.List;
import java.util.Locale;

/** What is fuzzed. */
enum FuzzKind {
    /** Logs of customs-imports: Avro messages, damaged or absurd. */
    RECORDS(200, RecordLogs::new),
    /** CSV files. */
    CSV(200, CsvFiles::new),
    /** Files with a JSON object a line. */
    JSON(150, JsonFiles::new),
    /** Layout files and options, with a table. */
    LAYOUTS(100, LayoutFiles::new),
    /** JSON documents with policies. */
    POLICIES(150, PolicyTexts::new),
    /** Folders of a catalogue. */
    CATALOGUES(12, CatalogueFolders::new),
    /** Settings and files of client properties. */
    SETTINGS(80, SettingTexts::new),
    /** Command lines, parsed only. */
    COMMANDS(30, CommandLines::new),
    /** Headers and bodies of the answers of web services. */
    ANSWERS(55, ServiceAnswers::new),
    /** Requests in raw bytes to the port of an instance. */
    HTTP(13, HttpRequests::new),
    /** Strangers' records in the internal topics of the topology, beside a log. */
    INTERNAL(10, InternalRecords::new);

    /** Opens a source of inputs. */
    private interface Opening {
        InputSource open() throws Exception;
    }

    private final int parts;
    private final Opening opening;

    /** @param parts of a thousand inputs of all kinds: fewer where an input takes long */
    FuzzKind(int parts, Opening opening) {
        this.parts = parts;
        this.opening = opening;
    }

    InputSource open() throws Exception {
        return opening.open();
    }

    /** How many of all inputs are of this kind, where these kinds are run. */
    long inputs(long all, List<FuzzKind> run) {
        return all * parts / run.stream().mapToInt(kind -> kind.parts).sum();
    }

    /** As on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
