package org.lodewatch.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.messages.FeedPeriod;
import org.lodewatch.schemas.messages.FeedRecordSet;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsEnd;
import org.lodewatch.schemas.messages.PartialsSeen;
import org.lodewatch.schemas.messages.PeriodComplete;

/**
 * Topics are kept forever, so all versions of a schema must be able to read each other (FULL_TRANSITIVE).
 *
 * <p>When you change a schema in {@code src/main/avro}, add the new one, complete in itself, to
 * {@code src/main/avro/history} under the next number; never change a file that is there.
 */
class SchemaHistoryTest {

    static Stream<Schema> current() {
        return Stream.of(
                CustomsImport.getClassSchema(),
                PeriodComplete.getClassSchema(),
                DatasetProperties.getClassSchema(),
                MineralShares.getClassSchema(),
                DependenceAlert.getClassSchema(),
                DependencePolicy.getClassSchema(),
                FeedCheckpoint.getClassSchema(),
                FeedPeriod.getClassSchema(),
                FeedRecordSet.getClassSchema(),
                BookPartial.getClassSchema(),
                ClockPartial.getClassSchema(),
                PartialsBegin.getClassSchema(),
                PartialsEnd.getClassSchema(),
                PartialsSeen.getClassSchema());
    }

    @ParameterizedTest
    @MethodSource("current")
    void theCurrentSchemaIsTheNewestOfTheHistory(Schema current) {
        List<Schema> history = SchemaHistory.of(current.getName());

        assertThat(SchemaNormalization.toParsingForm(history.get(history.size() - 1)))
                .isEqualTo(SchemaNormalization.toParsingForm(current));
    }

    @ParameterizedTest
    @MethodSource("current")
    void everyVersionReadsEveryOther(Schema current) throws SchemaValidationException {
        List<Schema> history = SchemaHistory.of(current.getName());

        new SchemaValidatorBuilder().mutualReadStrategy().validateAll().validate(current, history);
    }

    @Test
    void aTypeWithoutVersionsHasNoHistory() {
        assertThat(SchemaHistory.of("NoSuchMessage")).isEmpty();
    }
}
