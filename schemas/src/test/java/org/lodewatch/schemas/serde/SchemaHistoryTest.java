package org.lodewatch.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private static final ObjectMapper JSON = new ObjectMapper();

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

    /** FULL_TRANSITIVE closes an enum for ever if one version of it has no default symbol. */
    @ParameterizedTest
    @MethodSource("current")
    void everyEnumCanGetAnotherSymbol(Schema current) throws Exception {
        JsonNode next = JSON.readTree(current.toString());
        enums(next).forEach(each -> each.withArray("symbols").add("ADDED_LATER"));

        new SchemaValidatorBuilder()
                .mutualReadStrategy()
                .validateAll()
                .validate(new Schema.Parser().parse(next.toString()), SchemaHistory.of(current.getName()));
    }

    @ParameterizedTest
    @MethodSource("current")
    void everyVersionOfAnEnumHasTheSameDefaultSymbol(Schema current) throws Exception {
        Map<String, String> defaults = new HashMap<>();
        for (Schema version : SchemaHistory.of(current.getName())) {
            enums(JSON.readTree(version.toString()))
                    .forEach(each -> assertThat(each.path("default").asText("none"))
                            .isNotEqualTo("none")
                            .isEqualTo(defaults.computeIfAbsent(
                                    each.get("name").asText(),
                                    any -> each.get("default").asText())));
        }
        enums(JSON.readTree(current.toString()))
                .forEach(each -> assertThat(defaults)
                        .containsEntry(
                                each.get("name").asText(), each.path("default").asText()));
    }

    /** The enums that are defined in a schema. */
    private static List<ObjectNode> enums(JsonNode schema) {
        List<ObjectNode> found = new ArrayList<>();
        schema.findParents("symbols").forEach(node -> found.add((ObjectNode) node));
        return found;
    }

    @Test
    void aTypeWithoutVersionsHasNoHistory() {
        assertThat(SchemaHistory.of("NoSuchMessage")).isEmpty();
    }
}
