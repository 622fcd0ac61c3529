package org.lodewatch.service.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.service.ServicePort;
import org.lodewatch.service.ServiceSettings;
import org.lodewatch.service.api.PublishedState;

class ExplainApiTest {

    private static final Catalogue CATALOGUE = Catalogue.bundled();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final ServicePort port = ServicePort.open(
            ServiceSettings.of(Map.of(ServiceSettings.PORT, "0")),
            new ExplainApi(new Antimony(), CATALOGUE, WindowRule.DEFAULT, Map.of(), WireFormats.WITHOUT_REGISTRY));

    /** Two years of antimony: China 70, then 55 of 100 million dollars. Nothing is raised yet. */
    private static final class Antimony implements PublishedState {

        @Override
        public List<PublishedWindows> windows(Optional<String> dataset, Optional<String> reporter) {
            PublishedWindows windows = new PublishedWindows(new BookKey.Owner("acme", "US"), CATALOGUE);
            windows.add(shares("2023-12", 70));
            windows.add(shares("2024-12", 55));
            return dataset.orElse("acme").equals("acme") ? List.of(windows) : List.of();
        }

        @Override
        public Map<BookKey, SortedSet<Integer>> months() {
            return Map.of();
        }

        @Override
        public Map<String, DependencePolicy> policies() {
            return Policies.initial().stream().collect(Collectors.toMap(DependencePolicy::getId, Function.identity()));
        }

        @Override
        public List<DependenceAlert> statuses() {
            return List.of();
        }

        private static MineralShares shares(String asOf, long china) {
            return MineralShares.newBuilder()
                    .setDataset("acme")
                    .setReporter("US")
                    .setMineral("antimony")
                    .setAsOf(asOf)
                    .setWindowMonths(12)
                    .setCoveredMonths(12)
                    .setComplete(true)
                    .setTotalValueCents(10_000_000_000L)
                    .setWeightCoverage(0)
                    .setRecords(2)
                    .setCountries(List.of(country("CN", china), country("BE", 100 - china)))
                    .setHhi(0)
                    .setTop3Share(1)
                    .setWithoutTopValueCents(0)
                    .build();
        }

        private static CountryShare country(String iso2, long million) {
            return CountryShare.newBuilder()
                    .setCountry(iso2)
                    .setValueCents(million * 100_000_000L)
                    .setValueShare(million / 100.0)
                    .build();
        }
    }

    @AfterEach
    void close() {
        port.close();
    }

    @Test
    void anAlertIsExplainedFromThePublishedWindows() throws Exception {
        HttpResponse<String> answer = get("/api/alerts/explain?id=single-source/acme/US/antimony/CN");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode explained = JSON.readTree(answer.body());
        assertThat(explained.get("severity").textValue()).isEqualTo("warning");
        assertThat(explained.get("settled").booleanValue()).isFalse();
        assertThat(explained.get("records").textValue())
                .isEqualTo("lodewatch explain single-source/acme/US/antimony/CN");
        assertThat(explained.get("transitions").findValuesAsText("asOf")).containsExactly("2023-12", "2024-12");
        JsonNode eased = explained.get("transitions").get(1);
        assertThat(eased.get("previousObserved").doubleValue()).isEqualTo(70);
        assertThat(eased.get("steps").get(0).textValue())
                .isEqualTo("China $55,000,000 / supply $100,000,000 = 55.00 %");
        assertThat(eased.get("steps").get(2).textValue())
                .isEqualTo("55.00 % < 65 % - 3 % = 62 %, the critical line less the clear margin: eases to a warning");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/alerts/explain | 400 | the parameter id is missing",
                "/api/alerts/explain?alert=x | 400 | unknown parameter 'alert': the parameters are id",
                "/api/alerts/explain?a%0A%1B%E2%80%AEb=x | 400 | unknown parameter 'a\\n\\u001b\\u202eb'",
                "/api/alerts/explain?id=x | 404 | there is no alert x: none was ever raised",
                "/api/alerts/explain?id=single-source/acme/US/tin/CN | 404 | there is no alert",
                "/api/alerts/explain?id=single-source/acme/US/antimony/US | 404 | there is no alert",
                "/api/changes | 400 | the parameter since is missing",
                "/api/changes?since=yesterday | 400 | since: 'yesterday' is neither a day",
                "/api/changes?since=2026-06-14&until=2026-06-13 | 400 | is not before until",
                "/api/changes?since=2026-06-14&mineral=cobolt | 400 | the catalogue has no mineral cobolt",
                "/api/records?dataset=acme&reporter=US | 400 | the parameter mineral is missing",
                "/api/records?mineral=cobolt&dataset=acme&reporter=US | 400 | the catalogue has no mineral cobolt",
                "/api/records?mineral=cobalt&dataset=acme&reporter=US | 404 | no shares of cobalt in dataset acme of US",
                "/api/records?mineral=Sb&dataset=acme&reporter=US&asOf=2022-12 | 404 | no shares of antimony to 2022-12",
                "/api/records?mineral=Sb&dataset=acme&reporter=US&asOf=soon | 400 | asOf is 'soon'",
                "/api/records?mineral=Sb&dataset=acme&reporter=US&country=Chine | 400 | is not known: nearest: Chile, China",
                "/api/records?mineral=Sb&dataset=acme&reporter=US&top=5001 | 400 | a number from 0 to 5000",
                "/api/editions | 400 | the parameter dataset is missing",
                "/api/editions?dataset=acme&reporter=US | 400 | unknown parameter 'reporter'"
            })
    void aWrongQuestionIsAnsweredInOneLine(String path, int status, String text) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).get("error").textValue())
                .contains(text)
                .doesNotContain("\n");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(port.url() + path)).build(), BodyHandlers.ofString());
    }
}
