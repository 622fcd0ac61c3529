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
 * The schemas that instances must have in common to run together. An older instance cannot read a message with a schema that it
 * does not contain, unless it can look up the schema in a registry.
 */
final class CommonSchemas {

    /** Messages between instances and in their stores, which are never in a registry's format. */
    private static final List<Schema> OWN = List.of(
            BookPartial.getClassSchema(),
            ClockPartial.getClassSchema(),
            PartialsBegin.getClassSchema(),
            PartialsEnd.getClassSchema(),
            PartialsSeen.getClassSchema(),
            DependencePolicy.getClassSchema(),
            DependenceAlert.getClassSchema());

    /** Messages that feeds write. */
    private static final List<Schema> READ = List.of(CustomsImport.getClassSchema(), PeriodComplete.getClassSchema());

    private CommonSchemas() {}

    /**
     * Returns 16 hexadecimal digits that change with the schemas.
     *
     * @param registry whether the schemas of feeds can be looked up in a registry
     */
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
