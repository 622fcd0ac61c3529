package org.lodewatch.cli.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.SubjectKind;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.PolicyJson;

/** The cases beside the initial policies, and that they would notice a change of any property of these. */
class InitialPolicyCasesTest {

    private static final double POINT = 1;
    private static final double TINY = 0.005;
    private static final String NET_EXPORTS = "net exports";

    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> eachCaseIsAsExpected() {
        return PolicyCases.initial(Catalogue.bundled()).run().stream()
                .map(result -> DynamicTest.dynamicTest(
                        result.name(), () -> assertThat(result.differences()).isEmpty()));
    }

    /** Effective dependence has no figure of what is exported on balance, so that netExports changes nothing there. */
    private static boolean isSeen(String id, String what) {
        return !(id.equals("effective-dependence") && what.equals(NET_EXPORTS));
    }

    @TestFactory
    Stream<DynamicTest> aChangedPropertyOfAPolicyFails() {
        return Policies.initial().stream()
                .map(DependencePolicy::getId)
                .flatMap(id -> Stream.of(
                                changed(
                                        id,
                                        "a higher warning line",
                                        policy -> policy.setWarning(policy.getWarning() + POINT)),
                                changed(
                                        id,
                                        "a lower warning line",
                                        policy -> policy.setWarning(policy.getWarning() - POINT)),
                                changed(
                                        id,
                                        "a higher critical line",
                                        policy -> policy.setCritical(policy.getCritical() + 4)),
                                changed(
                                        id,
                                        "a lower critical line",
                                        policy -> policy.setCritical(policy.getCritical() - 4)),
                                changed(
                                        id,
                                        "a wider margin",
                                        policy -> policy.setClearMargin(policy.getClearMargin() + POINT)),
                                changed(id, "a narrower margin", policy -> policy.setClearMargin(POINT)),
                                changed(id, "a dwell", policy -> policy.setDwellMonths(13)),
                                changed(id, "no floor", policy -> policy.setMinimumValueCents(0L)),
                                changed(
                                        id,
                                        "a higher floor",
                                        policy -> policy.setMinimumValueCents(20 * policy.getMinimumValueCents())),
                                changed(id, NET_EXPORTS, policy -> policy.setNetExports(true)),
                                changed(id, "part codes", policy -> policy.setPartCodes(true)),
                                changed(id, "not enabled", policy -> policy.setEnabled(false)),
                                changed(id, "another mineral", policy -> policy.setMineral("cobalt*")),
                                changed(id, "another subject", InitialPolicyCasesTest::otherSubject))
                        .flatMap(Optional::stream));
    }

    /** A country in place of a bloc or of any country. */
    private static void otherSubject(DependencePolicy policy) {
        policy.setSubject(SubjectKind.COUNTRY);
        policy.setSubjectName("NO");
    }

    private Optional<DynamicTest> changed(String id, String what, Consumer<DependencePolicy> change) {
        if (!isSeen(id, what)) {
            return Optional.empty();
        }
        return Optional.of(DynamicTest.dynamicTest(id + ": " + what, () -> {
            List<DependencePolicy> policies = Policies.initial();
            policies.stream().filter(policy -> policy.getId().equals(id)).forEach(change);

            assertThat(casesOf(policies).run().stream().filter(result -> !result.isAsExpected()))
                    .isNotEmpty()
                    .allMatch(result -> result.name().startsWith(id + ":"));
        }));
    }

    @Test
    void aSlightlyOtherLineFails() throws IOException {
        List<DependencePolicy> policies = Policies.initial();
        policies.forEach(policy -> policy.setWarning(policy.getWarning() + TINY));

        assertThat(casesOf(policies).run())
                .filteredOn(result -> !result.isAsExpected())
                .extracting(CaseResult::name)
                .contains(
                        "single-source: half of the imports is a warning, less is nothing",
                        "entities-of-concern: the members of the bloc are added up, 40 percent is a warning");
    }

    /** The same cases beside other policies. */
    private PolicyCases casesOf(List<DependencePolicy> policies) throws IOException {
        try (InputStream in = PolicyCases.class.getResourceAsStream("initial-policies.json")) {
            String text = new String(in.readAllBytes(), UTF_8);
            String written = Json.line(policies.stream().map(PolicyJson::of).toList());
            Path file = directory.resolve("changed.json");
            Files.writeString(file, text.replace("\"policies\": \"initial\"", "\"policies\": " + written));
            return PolicyCases.of(file, Catalogue.bundled());
        }
    }
}
