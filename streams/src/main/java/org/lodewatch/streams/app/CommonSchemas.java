package org.lodewatch.streams.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsEnd;
import org.lodewatch.schemas.messages.PartialsSeen;
import org.lodewatch.schemas.messages.PeriodComplete;

/**
 * The schemas that instances must have in common to work together: an older one can read nothing that a newer one writes
 * under a schema it has never heard of, unless a registry tells it.
 */
final class CommonSchemas {

    /** What instances tell each other and keep in their stores, which is never in a registry's format. */
    private static final List<Schema> OWN = List.of(
            BookPartial.getClassSchema(),
            ClockPartial.getClassSchema(),
            PartialsBegin.getClassSchema(),
            PartialsEnd.getClassSchema(),
            PartialsSeen.getClassSchema(),
            DependencePolicy.getClassSchema(),
            DependenceAlert.getClassSchema());

    /** What feeds write. */
    private static final List<Schema> READ = List.of(CustomsImport.getClassSchema(), PeriodComplete.getClassSchema());

    private CommonSchemas() {}

    /** A name that changes with them, in 16 hexadecimal digits. @param registry whether one tells the rest */
    static String mark(boolean registry) {
        List<Schema> schemas = new ArrayList<>(OWN);
        if (!registry) {
            schemas.addAll(READ);
        }
        return mark(schemas);
    }

    static String mark(List<Schema> schemas) {
        String forms = schemas.stream().map(SchemaNormalization::toParsingForm).collect(Collectors.joining("\n"));
        return "%016x".formatted(SchemaNormalization.fingerprint64(forms.getBytes(UTF_8)));
    }
}
