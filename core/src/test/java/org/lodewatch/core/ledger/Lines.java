package org.lodewatch.core.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.serde.MessageTypes;
import org.lodewatch.schemas.serde.WireFormats;

/** Ledgers, and encoded records for them. */
public final class Lines {

    private static final MessageTypes IMPORTS =
            new MessageTypes(List.of(CustomsImport.class, PeriodComplete.class, DatasetProperties.class));

    /** Codes of two headline forms of a mineral, of the only one of another, of a form that is no headline, and of no form. */
    public static final String ANTIMONY_OXIDE = "282580";

    public static final String ANTIMONY_METAL = "811010";

    public static final String GALLIUM = "8112921000";
    public static final String ANTIMONY_ORE = "261710";
    public static final String SHOES = "640399";

    public static final Instant PUBLISHED = Instant.parse("2026-06-07T12:00:00Z");

    private Lines() {}

    /** An empty ledger under the bundled catalogue. */
    public static ImportLedger ledger(WindowRule rule) {
        return new ImportLedger(new QuickDecoder(Lines::decoded), Catalogue.bundled(), rule);
    }

    /** A line of US imports from China, 100 cents in 2024-12. */
    public static CustomsImport.Builder line() {
        return CustomsImport.newBuilder()
                .setDataset("us-census")
                .setRevision(1)
                .setReporter("US")
                .setOrigin("CN")
                .setCommodityCode(ANTIMONY_OXIDE)
                .setPeriod("2024-12")
                .setCustomsValueCents(100)
                .setPublishedAt(PUBLISHED);
    }

    public static PeriodComplete complete(String period) {
        return declared(period, PeriodState.COMPLETE, PUBLISHED);
    }

    public static PeriodComplete declared(String period, PeriodState state, Instant publishedAt) {
        return new PeriodComplete("us-census", "US", period, publishedAt, state);
    }

    /** A description of us-census, which has months. */
    public static DatasetProperties properties(
            String imports, String valuation, int codeDigits, String currency, Instant publishedAt) {
        return new DatasetProperties("us-census", 1, codeDigits, imports, valuation, currency, null, publishedAt);
    }

    public static byte[] key(String id) {
        return id.getBytes(UTF_8);
    }

    public static byte[] value(SpecificRecord message) {
        return WireFormats.WITHOUT_REGISTRY.shared().write("customs-imports", IMPORTS, message);
    }

    /** The message of a value that {@link #value} encoded. */
    public static SpecificRecord decoded(byte[] value) {
        return WireFormats.WITHOUT_REGISTRY.shared().read(value, IMPORTS);
    }

    /** Everything that a ledger holds, in order: two ledgers are equal if these are. */
    public static List<String> contents(ImportLedger ledger) {
        return ledger.contents().stream().sorted().toList();
    }
}
