package org.lodewatch.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.PartialsEnd;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.topics.Topics;

class AvroSerdeTest {

    private static final String TOPIC = Topics.CUSTOMS_IMPORTS.name();

    private final Deserializer<SpecificRecord> deserializer =
            Topics.CUSTOMS_IMPORTS.valueSerde(WireFormats.WITHOUT_REGISTRY).deserializer();

    private static CustomsImport antimony() {
        return CustomsImport.newBuilder()
                .setDataset("us-census")
                .setRevision(20260614)
                .setReporter("US")
                .setOrigin("CN")
                .setCommodityCode("811010")
                .setPeriod("2024-12")
                .setCustomsValueCents(13_881_676_200L)
                .setPublishedAt(Instant.ofEpochMilli(1_780_000_000_000L))
                .build();
    }

    private static byte[] bytes(SpecificRecord message) {
        return Topics.CUSTOMS_IMPORTS
                .valueSerde(WireFormats.WITHOUT_REGISTRY)
                .serializer()
                .serialize(TOPIC, message);
    }

    @Test
    void bothMessageTypesOfATopicAreReadAsTheyWereWritten() {
        PeriodComplete complete =
                new PeriodComplete("us-census", "US", "2024-12", Instant.ofEpochMilli(1), PeriodState.COMPLETE);

        assertThat(deserializer.deserialize(TOPIC, bytes(antimony()))).isEqualTo(antimony());
        assertThat(deserializer.deserialize(TOPIC, bytes(complete))).isEqualTo(complete);
    }

    @Test
    void aMessageThatCannotBeWrittenLeavesNothingInTheNextOne() {
        byte[] written = bytes(antimony());
        CustomsImport halfEmpty = antimony();
        halfEmpty.setPeriod(null);

        assertThatThrownBy(() -> bytes(halfEmpty)).isInstanceOf(RuntimeException.class);

        assertThat(bytes(antimony())).isEqualTo(written);
    }

    @Test
    void aTombstoneStaysATombstone() {
        assertThat(bytes(null)).isNull();
        assertThat(deserializer.deserialize(TOPIC, null)).isNull();
    }

    @Test
    void anyOtherReaderOfSingleObjectEncodingReadsTheBytes() throws Exception {
        assertThat(CustomsImport.fromByteBuffer(java.nio.ByteBuffer.wrap(bytes(antimony()))))
                .isEqualTo(antimony());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 10, 11, 30})
    void aValueCutOffAnywhereIsUndecodable(int length) {
        byte[] cut = Arrays.copyOf(bytes(antimony()), length);

        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, cut)).isInstanceOf(UndecodableException.class);
    }

    @Test
    void bytesAfterTheEndAreUndecodable() {
        byte[] whole = bytes(antimony());

        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, Arrays.copyOf(whole, whole.length + 1)))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("left over");
    }

    @Test
    void anUnknownFingerprintIsNamed() {
        byte[] unknown = bytes(antimony());
        unknown[2] ^= 1;

        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, unknown))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("unknown schema");
    }

    @Test
    void aLengthBeyondTheEndIsUndecodable() {
        byte[] tooLong = bytes(antimony());
        Arrays.fill(tooLong, FingerprintFormat.HEADER_LENGTH, tooLong.length, (byte) 0xFF);

        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, tooLong)).isInstanceOf(UndecodableException.class);
    }

    @Test
    void aMessageOfAnotherTopicIsRefused() {
        byte[] foreign = Topics.PARTIALS
                .valueSerde(WireFormats.WITHOUT_REGISTRY)
                .serializer()
                .serialize(TOPIC, new PartialsEnd(1, 2L));

        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, foreign))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("PartialsEnd does not belong in this topic");
    }
}
