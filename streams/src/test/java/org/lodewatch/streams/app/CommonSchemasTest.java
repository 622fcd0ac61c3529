package org.lodewatch.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class CommonSchemasTest {

    @Test
    void anotherFieldGivesAnotherMarkAndAnotherExplanationDoesNot() {
        Schema schema =
                SchemaBuilder.record("Trial").fields().requiredInt("field").endRecord();
        Schema explained = SchemaBuilder.record("Trial")
                .doc("why")
                .fields()
                .requiredInt("field")
                .endRecord();
        Schema more = SchemaBuilder.record("Trial")
                .fields()
                .requiredInt("field")
                .optionalInt("another")
                .endRecord();

        assertThat(CommonSchemas.mark(List.of(schema)))
                .hasSize(16)
                .isEqualTo(CommonSchemas.mark(List.of(explained)))
                .isNotEqualTo(CommonSchemas.mark(List.of(more)));
    }

    @Test
    void whereARegistryTellsWhatFeedsWriteTheirSchemasDoNotCount() {
        assertThat(CommonSchemas.mark(true)).isNotEqualTo(CommonSchemas.mark(false));
    }
}
