package org.lodewatch.schemas.serde;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Every released version of a message's schema, oldest first; the last is the current one.
 *
 * <p>Version n of type T is in {@code history/T-n.avsc}, complete in itself.
 */
public final class SchemaHistory {

    private SchemaHistory() {}

    /**
     * All versions of a message type.
     *
     * @param simpleName the type's name without its namespace, such as {@code CustomsImport}
     * @return oldest first; empty for a type without versions
     */
    public static List<Schema> of(String simpleName) {
        List<Schema> versions = new ArrayList<>();
        for (int version = 1; ; version++) {
            String resource = "/org/lodewatch/schemas/history/" + simpleName + "-" + version + ".avsc";
            try (InputStream in = SchemaHistory.class.getResourceAsStream(resource)) {
                if (in == null) {
                    return List.copyOf(versions);
                }
                versions.add(new Schema.Parser().parse(in));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + resource, e);
            }
        }
    }
}
