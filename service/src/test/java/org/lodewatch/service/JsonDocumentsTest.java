package org.lodewatch.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.clients.kafka.OpenTransaction;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.BlocShare;
import org.lodewatch.schemas.messages.CodeCoverage;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.CurrentFigure;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Detour;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PublishedReliance;
import org.lodewatch.schemas.messages.RelianceBound;
import org.lodewatch.schemas.messages.RestatementCause;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.ShareMove;
import org.lodewatch.schemas.messages.SubjectKind;
import org.lodewatch.schemas.messages.Supplier;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.service.api.AlertHistoryJson;
import org.lodewatch.service.api.AlertJson;
import org.lodewatch.service.api.AlertStatus;
import org.lodewatch.service.api.DatedAlert;
import org.lodewatch.service.api.PolicyJson;
import org.lodewatch.service.api.SharesJson;
import org.lodewatch.service.lag.DatasetAge;
import org.lodewatch.service.lag.EventTime;
import org.lodewatch.service.lag.FeedAge;
import org.lodewatch.service.lag.GroupLag;
import org.lodewatch.service.lag.GroupMember;
import org.lodewatch.service.lag.Lag;
import org.lodewatch.service.lag.LagJson;
import org.lodewatch.service.lag.LagReport;
import org.lodewatch.service.lag.LagStatus;
import org.lodewatch.service.lag.PartitionLag;
import org.lodewatch.service.lag.TopicLag;

/**
 * The JSON documents of the API and of the command line, against files. Clients rely on names, order and format of the
 * fields; change a file only together with the documentation.
 */
class JsonDocumentsTest {

    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");

    private static void assertDocument(String name, Object document) throws IOException {
        try (InputStream golden = JsonDocumentsTest.class.getResourceAsStream(name + ".json")) {
            assertThat(Json.document(document) + "\n").isEqualTo(new String(golden.readAllBytes(), UTF_8));
        }
    }

    private static DependenceAlert.Builder alert() {
        return DependenceAlert.newBuilder()
                .setAlertId("single-source/us-census/US/antimony/CN")
                .setNumber(3)
                .setTransition(Transition.ESCALATED)
                .setSeverity(Severity.CRITICAL)
                .setPreviousSeverity(Severity.WARNING)
                .setPolicyId("single-source")
                .setPolicyVersion(2)
                .setMetric(Metric.EFFECTIVE_DEPENDENCE)
                .setMeasure(Measure.VALUE)
                .setDataset("us-census")
                .setReporter("US")
                .setMineral("antimony")
                .setSubject("CN")
                .setObserved(68.34)
                .setThreshold(65.0)
                .setAsOf("2024-12")
                .setWindowMonths(12)
                .setSince("2024-10")
                .setTotalValueCents(1_234_567_890_123_450L)
                .setTotalWeightGrams(1_000_001L)
                .setSuppliers(List.of(
                        new Supplier("CN", 12_345L, 0.6834, 0.01, List.of("china", "entities-of-concern")),
                        new Supplier("BE", 0L, 0.1, null, List.of())))
                .setAlternatives(List.of(new Supplier("BE", 0L, 0.1, null, List.of())))
                .setToldAt(NOW)
                .setSentence("China supplied \"much\" – 68.3 %.");
    }

    private static DependenceAlert resolved() {
        return alert().setTransition(Transition.RESOLVED)
                .setSeverity(Severity.NONE)
                .setObserved(null)
                .setThreshold(null)
                .setAsOf(null)
                .setSince(null)
                .setTotalValueCents(0)
                .setTotalWeightGrams(null)
                .setSuppliers(List.of())
                .setAlternatives(List.of())
                .build();
    }

    private static MineralShares.Builder shares() {
        return MineralShares.newBuilder()
                .setDataset("us-census")
                .setReporter("US")
                .setMineral("antimony")
                .setAsOf("2024-12")
                .setWindowMonths(12)
                .setCoveredMonths(12)
                .setComplete(true)
                .setTotalValueCents(100_001)
                .setTotalWeightGrams(5L)
                .setWeightCoverage(1)
                .setRecords(7)
                .setCountries(List.of(
                        new CountryShare("CN", 90_001L, 5L, 0.9, 1.0, 0.1, 180_002.0, true, 4.177, 1.0),
                        new CountryShare("XX", 10_000L, null, 0.1, null, null, null, false, null, null)))
                .setHhi(8100)
                .setEffectiveSuppliers(1.2345678901234567)
                .setTopCountry("CN")
                .setTopShare(0.9)
                .setTop3Share(0.9)
                .setWithoutTopValueCents(10_000)
                .setNetImportReliance(0.91)
                .setEffectiveDependence(0.819)
                .setReliance(new PublishedReliance("91", RelianceBound.EXACT, 2024, "MCS2026"))
                .setBlocs(List.of(new BlocShare("usmca", 0L, 0.0), new BlocShare("china", 90_001L, 0.9)))
                .setUnproducedShare(0.25)
                .setDetour(new Detour(
                        20.5,
                        List.of(new ShareMove("CN", -30.25)),
                        List.of(new ShareMove("BE", 20.0), new ShareMove("FR", 0.5))))
                .setHhiGovernance(45_000.5)
                .setMedianUnitValue(12.5)
                .setMarkedWeightPart(0.0625)
                .setValueWeightGap(54.125)
                .setContainedGrams(4.177)
                .setContainedCoverage(0.9);
    }

    private static LagReport lag() {
        Lag behind = new Lag(OptionalLong.of(9), false, Optional.of(Duration.ofMillis(1_500)));
        PartitionLag slow = new PartitionLag(
                "customs-imports",
                0,
                OptionalLong.of(1),
                OptionalLong.of(0),
                OptionalLong.of(10),
                behind,
                OptionalDouble.of(12.345),
                LagStatus.STALL);
        PartitionLag unknown = new PartitionLag(
                "customs-imports",
                1,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Lag.UNKNOWN,
                OptionalDouble.empty(),
                LagStatus.UNKNOWN);
        EventTime newest = new EventTime("us-census", "US", "2026-04");
        return new LagReport(
                NOW,
                Optional.empty(),
                List.of(
                        new GroupLag(
                                "lodewatch",
                                "streams",
                                List.of(
                                        new GroupMember("lodewatch-1", "/10.0.0.1", List.of()),
                                        new GroupMember("lodewatch-2", "/10.0.0.2", List.of())),
                                List.of(
                                        new TopicLag("customs-imports", List.of(slow, unknown)),
                                        new TopicLag("lodewatch-partials", List.of(slow)))),
                        new GroupLag("absent", "none", List.of(), List.of())),
                List.of(
                        new FeedAge("census:us-census", NOW.minusMillis(60_250), 5, 1, List.of(newest)),
                        new FeedAge("csv:a.csv", NOW.plusSeconds(5), 0, 0, List.of())),
                List.of(new DatasetAge(newest, 1, Optional.empty())),
                List.of(
                        new OpenTransaction(
                                "customs-imports",
                                10,
                                1_585,
                                1_578,
                                OptionalLong.of(11),
                                Optional.of(NOW.minusSeconds(180))),
                        new OpenTransaction("feed-checkpoints", 0, 3, 2, OptionalLong.empty(), Optional.empty())));
    }

    @Test
    void alerts() throws IOException {
        assertDocument(
                "alerts",
                List.of(
                        AlertJson.of(new DatedAlert(NOW, alert().build())),
                        AlertJson.of(new DatedAlert(NOW.plusMillis(1), resolved())),
                        AlertJson.of(new DatedAlert(
                                NOW.plusMillis(2),
                                alert().setMineral("antimony-oxide")
                                        .setFormOf("antimony")
                                        .setCurrency("EUR")
                                        .setBasis("general imports, CIF value, HS6")
                                        .build()))));
    }

    @Test
    void alertsWithHistories() throws IOException {
        HistoryEntry raised = new HistoryEntry("2024-10", Transition.RAISED, Severity.WARNING, 51.5, 64.9);
        HistoryEntry escalated = new HistoryEntry("2024-12", Transition.ESCALATED, Severity.CRITICAL, 68.34, 70.0);
        DependenceAlert restated = alert().setTransition(Transition.RESTATED)
                .setAgeMonths(5)
                .setCause(RestatementCause.POLICY_CHANGED)
                .setFormerHistory(
                        List.of(raised, new HistoryEntry("2024-11", Transition.RESOLVED, Severity.NONE, null, null)))
                .setHistory(List.of(raised, escalated))
                .build();
        DependenceAlert.Builder status =
                alert().setHistory(List.of(raised, escalated)).setCurrent(new CurrentFigure("2025-05", 70.0, 12_345L));

        assertDocument(
                "alerts-with-histories",
                List.of(
                        AlertJson.of(new DatedAlert(NOW, restated)),
                        AlertJson.of(new DatedAlert(NOW, status.build())),
                        AlertJson.of(new DatedAlert(
                                NOW,
                                status.setCurrency("EUR")
                                        .setCurrent(new CurrentFigure("2025-05", null, 12_345L))
                                        .build())),
                        AlertJson.simulated(alert().build())));
        assertDocument(
                "alert-histories",
                List.of(
                        AlertHistoryJson.of(status.build()),
                        AlertHistoryJson.of(DependenceAlert.newBuilder(resolved())
                                .setHistory(List.of(raised))
                                .setFormOf("antimony")
                                .build())));
    }

    @Test
    void sharesWithAlerts() throws IOException {
        MineralShares empty = shares().setMineral("cobalt")
                .setCountries(List.of())
                .setEffectiveSuppliers(null)
                .setTopCountry(null)
                .setTopShare(null)
                .setNetImportReliance(null)
                .setEffectiveDependence(null)
                .setReliance(null)
                .setRelianceAbsence("us-census has 1 of 6 codes: 283324")
                .setCodeCoverage(new CodeCoverage(6, List.of("283324")))
                .setSeriesBreak("code 2825600010 begins in 2025-01")
                .setBlocs(List.of())
                .setUnproducedShare(null)
                .setDetour(null)
                .setHhiGovernance(null)
                .setMedianUnitValue(null)
                .setMarkedWeightPart(0)
                .setValueWeightGap(null)
                .setContainedGrams(null)
                .setContainedCoverage(0)
                .build();

        MineralShares marked = shares().setReporter("DE")
                .setCountries(List.of(
                        new CountryShare("DE", 50_001L, null, 0.5, null, null, null, false, null, null),
                        new CountryShare("CN", 50_000L, null, 0.5, null, null, null, false, null, null)))
                .setNetImportReliance(0.95)
                .setReliance(new PublishedReliance(">95", RelianceBound.LOWER, 2024, "MCS2026"))
                .setReturnedValueCents(50_001)
                .setBasis("general imports, CIF value, HS6")
                .setCurrency("EUR")
                .setPartial(true)
                .setStale(true)
                .build();

        MineralShares form =
                shares().setMineral("antimony-oxide").setFormOf("antimony").build();

        AlertStatus alerts = new AlertStatus();
        alerts.take(new Message<>("id", Optional.of(alert().build()), 0, 0, NOW));

        assertDocument("shares", SharesJson.of(List.of(shares().build(), empty, marked, form), alerts::severity));
    }

    @Test
    void policies() throws IOException {
        DependencePolicy named = DependencePolicy.newBuilder()
                .setId("watch")
                .setVersion(1)
                .setDataset("un-*")
                .setMeasure(Measure.WEIGHT)
                .setCritical(50)
                .setSubject(SubjectKind.COUNTRY)
                .setSubjectName("CN")
                .setMetric(Metric.EFFECTIVE_DEPENDENCE)
                .setWarning(37.5)
                .build();

        assertDocument("policies", List.of(PolicyJson.of(Policies.initial().get(0)), PolicyJson.of(named)));
    }

    @Test
    void lagReport() throws IOException {
        assertDocument("lag", LagJson.of(lag()));
    }

    @Test
    void oneLine() {
        assertThat(Json.line(new TreeMap<>(Map.of("b", 0.1, "a", "é\n")))).isEqualTo("{\"a\":\"é\\n\",\"b\":0.1}");
    }
}
