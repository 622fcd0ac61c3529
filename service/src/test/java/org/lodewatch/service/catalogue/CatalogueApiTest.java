package org.lodewatch.service.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.service.ServicePort;
import org.lodewatch.service.ServiceSettings;
import org.lodewatch.service.method.MethodApi;

@Timeout(60)
class CatalogueApiTest {

    private final Catalogue catalogue = Catalogue.bundled();
    private ServicePort port;

    @BeforeEach
    void open() {
        port = ServicePort.open(
                ServiceSettings.of(Map.of(ServiceSettings.PORT, "0")), new CatalogueApi(catalogue), new MethodApi());
    }

    @AfterEach
    void close() {
        port.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(port.url() + path)).build(), BodyHandlers.ofString());
    }

    private JsonNode document(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body());
    }

    @Test
    void mineralsHaveTheirFormsAndCodes() throws Exception {
        JsonNode minerals = document("/api/catalogue/minerals");

        assertThat(minerals).hasSize(catalogue.minerals().size());
        JsonNode antimony = StreamSupport.stream(minerals.spliterator(), false)
                .filter(mineral -> mineral.get("id").textValue().equals("antimony"))
                .findFirst()
                .orElseThrow();
        assertThat(antimony.get("symbol").textValue()).isEqualTo("Sb");
        assertThat(antimony.get("forms").findValuesAsText("headline")).contains("true", "false");
        assertThat(antimony.get("forms").get(0).get("codes")).isNotEmpty();
    }

    @Test
    void listsHaveEditionsAndMembers() throws Exception {
        JsonNode lists = document("/api/catalogue/lists");

        assertThat(lists.get("fingerprint").textValue()).isEqualTo(catalogue.fingerprint());
        assertThat(lists.get("relianceEditions").toString()).contains("MCS2026");
        assertThat(lists.get("governanceYear").intValue()).isEqualTo(catalogue.governanceYear());
        assertThat(lists.get("blocs").toString())
                .contains("{\"id\":\"usmca\",\"name\":\"USMCA\",\"members\":[\"CA\",\"MX\",\"US\"]}");
        assertThat(lists.get("production").findValuesAsText("mineral")).contains("antimony");
    }

    @Test
    void theMethodHasItsSections() throws Exception {
        assertThat(document("/api/method").findValuesAsText("id")).contains("hhi-and-effective-suppliers", "traps");
        assertThat(get("/api/method?page=2").statusCode()).isEqualTo(400);
    }
}
