package org.lodewatch.service.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.service.ServicePort;
import org.lodewatch.service.ServiceSettings;

class WebPageTest {

    private static final Path OWN = Path.of("src/main/resources/org/lodewatch/service/page");
    private static final Pattern IMPORT = Pattern.compile("(?:from|import)\\s*\\(?\\s*'([^']+)'");
    private static final int MOST_BYTES = 600_000;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static ServicePort port;

    @BeforeAll
    static void open() {
        port = ServicePort.open(ServiceSettings.of(Map.of(ServiceSettings.PORT, "0")), new WebPage());
    }

    @AfterAll
    static void close() {
        port.close();
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(port.url() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** The files of the page, as paths of the server. */
    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(OWN)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> "/page/" + OWN.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> !path.endsWith("index.html"))
                    .toList();
        }
    }

    @Test
    void thePageIsAtTheRoot() throws Exception {
        HttpResponse<byte[]> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(page, "content-security-policy"))
                .contains("default-src 'none'", "script-src 'self';")
                .doesNotContain("script-src 'self' 'unsafe-inline'");
        assertThat(header(page, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(page, "referrer-policy")).isEqualTo("no-referrer");
        assertThat(header(page, "cache-control")).isEqualTo("no-cache");
        // Scripts in the page itself are forbidden by its policy.
        assertThat(new String(page.body(), StandardCharsets.UTF_8)).doesNotContainPattern("<script(?![^>]* src=)");
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileIsServedAndFindsWhatItImports(String path) throws Exception {
        HttpResponse<byte[]> file = get(path);

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(header(file, "content-type")).isNotEmpty();
        Matcher imports = IMPORT.matcher(new String(file.body(), StandardCharsets.UTF_8));
        while (imports.find()) {
            if (!imports.group(1).contains("$")) {
                URI imported = URI.create(path).resolve(imports.group(1));
                assertThat(get(imported.toString()).statusCode())
                        .as("%s, which %s imports", imported, path)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void anUnchangedFileIsNotSentAgain() throws Exception {
        String etag = header(get("/page/app.js"), "etag");

        HttpResponse<byte[]> again = get("/page/app.js", "If-None-Match", etag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(get("/page/app.js", "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void librariesNeverChangeUnderTheirPath() throws Exception {
        Matcher library = Pattern.compile("'(/page/lib/[^']+)'").matcher(Files.readString(OWN.resolve("lib.js")));
        int libraries = 0;
        while (library.find()) {
            assertThat(header(get(library.group(1)), "cache-control")).contains("immutable");
            libraries++;
        }
        assertThat(libraries).isEqualTo(3);
    }

    @Test
    void whatAFirstVisitLoadsIsCompressedAndSmall() throws Exception {
        int bytes = 0;
        Matcher library = Pattern.compile("'(/page/lib/[^']+)'").matcher(Files.readString(OWN.resolve("lib.js")));
        List<String> paths = Stream.concat(
                        Stream.concat(Stream.of("/"), files().stream()),
                        library.results().map(found -> found.group(1)))
                .toList();
        for (String path : paths) {
            HttpResponse<byte[]> file = get(path, "Accept-Encoding", "gzip");
            assertThat(header(file, "content-encoding")).as(path).isEqualTo("gzip");
            assertThat(new GZIPInputStream(new ByteArrayInputStream(file.body())).readAllBytes())
                    .isEqualTo(get(path).body());
            bytes += file.body().length;
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page/absent.js",
                "/page/index.html",
                "/page/WebPage.class",
                "/page/lib/lit-html/3.3.1/package.json",
                "/page/lib/lit-html/3.3.1/lit-html.js.map",
                "/page/lib/lit-html/0.0.0/lit-html.js"
            })
    void nothingElseIsServed(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(path);
    }
}
