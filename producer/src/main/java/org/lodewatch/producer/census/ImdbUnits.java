package org.lodewatch.producer.census;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.HashMap;
import java.util.Map;
import org.lodewatch.schemas.values.RejectionReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads CONCORD.TXT: in which units a commodity's two quantities are. */
final class ImdbUnits {

    private static final int COMMODITY_END = 10;
    private static final int UNIT_1 = 210;
    private static final int UNIT_2 = 213;
    private static final int UNIT_WIDTH = 3;

    /** Units of one commodity; empty where it has none. */
    record Units(String first, String second) {}

    private static final Logger LOG = LoggerFactory.getLogger(ImdbUnits.class);

    private final boolean[] wanted;
    private final Map<Long, Units> byCommodity = new HashMap<>();
    private long lines;

    ImdbUnits(boolean[] wanted) {
        this.wanted = wanted;
    }

    /** Reads to the end of the stream, which stays open. */
    void read(InputStream in) throws IOException, ImdbFormatException {
        BufferedReader text = new BufferedReader(new InputStreamReader(in, ISO_8859_1));
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            lines++;
            if (line.length() < UNIT_2 + UNIT_WIDTH
                    || !line.substring(0, COMMODITY_END).matches("[0-9]{10}")) {
                throw new ImdbFormatException(
                        RejectionReason.BAD_LINE,
                        "CONCORD.TXT, line %d: %d characters; expected a commodity of 10 digits, and units in columns 211 to 216"
                                .formatted(lines, line.length()),
                        lines);
            }
            long commodity = Long.parseLong(line.substring(0, COMMODITY_END));
            if (wanted[(int) (commodity / 1_000_000)]) {
                byCommodity.put(
                        commodity,
                        new Units(
                                line.substring(UNIT_1, UNIT_1 + UNIT_WIDTH).strip(),
                                line.substring(UNIT_2, UNIT_2 + UNIT_WIDTH).strip()));
            }
        }
    }

    /** Those of a commodity; of one that is not listed, none. */
    Units of(long commodity) {
        return byCommodity.computeIfAbsent(commodity, code -> {
            LOG.warn(
                    "CONCORD.TXT does not list commodity {}: its imports are published without weights",
                    "%010d".formatted(code));
            return new Units("", "");
        });
    }

    long lines() {
        return lines;
    }
}
