package org.lodewatch.service.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
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
    private static final Pattern IMPORT = Pattern.compile("(?:from|import)\\s*\\(?\\s*['\"`]([^'\"`]+)['\"`]");
    private static final Pattern STATIC_IMPORT = Pattern.compile("(?:from|import)\\s*['\"]([^'\"]+)['\"]");
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"(/page/[^\"]+)\"");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*}");
    private static final int MOST_BYTES = 600_000;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static ServicePort port;

    @BeforeAll
    static void open() {
        port = open("true");
    }

    private static ServicePort open(String page) {
        ServiceSettings settings = ServiceSettings.of(Map.of(ServiceSettings.PORT, "0", ServiceSettings.PAGE, page));
        return ServicePort.open(settings, WebPage.of(settings));
    }

    @AfterAll
    static void close() {
        port.close();
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        return send("GET", port, path, headers);
    }

    private static HttpResponse<byte[]> send(String method, ServicePort to, String path, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(to.url() + path)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static String text(String path) throws Exception {
        return new String(get(path).body(), StandardCharsets.UTF_8);
    }

    /** The files of the page, as paths of the server. */
    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(OWN)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> "/page/" + OWN.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> !path.endsWith("index.html"))
                    .sorted()
                    .toList();
        }
    }

    /** What a file loads: its imports, or the links of the page. A part of a path that is computed may be anything. */
    private static List<String> loaded(String path) throws Exception {
        return imported(path, path.equals("/") ? LINK : IMPORT);
    }

    private static List<String> imported(String path, Pattern pattern) throws Exception {
        List<String> paths = pattern.matcher(text(path))
                .results()
                .map(found -> found.group(1))
                .filter(found -> found.startsWith("/") || found.startsWith("."))
                .toList();
        return paths.stream().flatMap(found -> expanded(path, found)).toList();
    }

    private static Stream<String> expanded(String path, String imported) {
        if (!PLACEHOLDER.matcher(imported).find()) {
            return Stream.of(URI.create(path).resolve(imported).toString());
        }
        String folder = URI.create(path)
                .resolve(imported.substring(0, imported.indexOf("${")))
                .toString();
        try {
            return files().stream().filter(file -> file.startsWith(folder) && file.endsWith(".js"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Everything that the page may load, its libraries included. */
    private static Set<String> reachable() throws Exception {
        Set<String> reached = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(List.of("/"));
        while (!next.isEmpty()) {
            String path = next.pop();
            if (reached.add(path) && (path.equals("/") || path.endsWith(".js"))) {
                next.addAll(loaded(path));
            }
        }
        return reached;
    }

    @Test
    void thePageIsAtTheRoot() throws Exception {
        HttpResponse<byte[]> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "content-type")).isEqualTo("text/html;charset=utf-8");
        // What the policy forbids is not in the page itself.
        assertThat(text("/")).doesNotContainPattern("<script(?![^>]* src=)").doesNotContain("<style", " style=", " on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page/app.js", "/page/style.css"})
    void filesHaveHeadersThatProtectTheReader(String path) throws Exception {
        HttpResponse<byte[]> file = get(path);

        assertThat(header(file, "content-security-policy"))
                .contains("default-src 'none'", "script-src 'self';", "style-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe-inline", "unsafe-eval");
        assertThat(header(file, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(file, "referrer-policy")).isEqualTo("no-referrer");
        assertThat(header(file, "cross-origin-resource-policy")).isEqualTo("same-origin");
        assertThat(header(file, "cache-control")).isEqualTo("no-cache");
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileIsServedAndFindsWhatItImports(String path) throws Exception {
        HttpResponse<byte[]> file = get(path);

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(header(file, "content-type")).isNotEmpty();
        for (String imported : loaded(path)) {
            assertThat(get(imported).statusCode())
                    .as("%s, which %s imports", imported, path)
                    .isEqualTo(200);
        }
    }

    @Test
    void thePageLinksWhatExists() throws Exception {
        assertThat(loaded("/")).contains("/page/app.js", "/page/style.css", "/page/icon.svg");
        for (String linked : loaded("/")) {
            assertThat(get(linked).statusCode()).as(linked).isEqualTo(200);
        }
    }

    /** The browser asks for all of them at once, instead of a round trip for each depth of imports. */
    @Test
    void thePagePreloadsTheModulesOfTheFirstScreen() throws Exception {
        Set<String> modules = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(List.of("/page/app.js", "/page/screens/overview.js"));
        while (!next.isEmpty()) {
            String path = next.pop();
            if (modules.add(path)) {
                next.addAll(imported(path, STATIC_IMPORT));
            }
        }

        assertThat(loaded("/")).as("modules that index.html loads or preloads").containsAll(modules);
    }

    @Test
    void everyModuleAndStyleIsLoadedBySomething() throws Exception {
        assertThat(reachable())
                .containsAll(files().stream()
                        .filter(file -> file.endsWith(".js") || file.endsWith(".css"))
                        .toList());
    }

    @Test
    void styleAttributesAreForbiddenByThePolicyAndNotUsed() throws Exception {
        for (String file : files()) {
            if (file.endsWith(".js")) {
                assertThat(text(file)).as(file).doesNotContainPattern("<[a-z][^>]* style=");
            }
        }
    }

    @Test
    void librariesHaveTheVersionOfTheClassPathAndNeverChange() throws Exception {
        List<String> libraries = reachable().stream()
                .filter(path -> path.startsWith("/page/lib/"))
                .toList();

        assertThat(libraries).hasSizeGreaterThan(2);
        for (String library : libraries) {
            List<String> parts = List.of(library.split("/"));
            assertThat(parts.get(4)).as(library).isEqualTo(version(parts.get(3)));
            assertThat(header(get(library), "cache-control")).as(library).contains("max-age=31536000", "immutable");
        }
    }

    private static String version(String library) throws IOException {
        String resource = "META-INF/maven/org.mvnpm/%s/pom.properties".formatted(library);
        try (InputStream in = WebPage.class.getClassLoader().getResourceAsStream(resource)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        }
    }

    @Test
    void everythingTogetherIsCompressedAndSmall() throws Exception {
        int bytes = 0;
        Set<String> all = new TreeSet<>(reachable());
        all.addAll(files());
        for (String path : all) {
            HttpResponse<byte[]> file = get(path, "Accept-Encoding", "gzip");
            assertThat(header(file, "content-encoding")).as(path).isEqualTo("gzip");
            assertThat(header(file, "vary")).isEqualTo("Accept-Encoding");
            assertThat(new GZIPInputStream(new ByteArrayInputStream(file.body())).readAllBytes())
                    .isEqualTo(get(path).body());
            bytes += file.body().length;
        }
        assertThat(bytes).isLessThanOrEqualTo(MOST_BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br, gzip;q=0.5", "*"})
    void isCompressedForThoseWhoAcceptIt(String accepted) throws Exception {
        assertThat(header(get("/page/app.js", "Accept-Encoding", accepted), "content-encoding"))
                .isEqualTo("gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "br", "gzip;q=0", "br, gzip; q=0.0"})
    void isNotCompressedForOthers(String accepted) throws Exception {
        assertThat(header(get("/page/app.js", "Accept-Encoding", accepted), "content-encoding"))
                .isEmpty();
    }

    @Test
    void anUnchangedFileIsNotSentAgain() throws Exception {
        String etag = header(get("/page/app.js"), "etag");

        for (String known : List.of(etag, etag.substring(2), "\"other\", " + etag, "*")) {
            HttpResponse<byte[]> again = get("/page/app.js", "If-None-Match", known);

            assertThat(again.statusCode()).as(known).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(header(again, "etag")).isEqualTo(etag);
        }
        assertThat(get("/page/app.js", "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page/app.js", "/page/lib/lit-html/3.3.3/lit-html.js"})
    void theHeadersCanBeAskedForAlone(String path) throws Exception {
        HttpResponse<byte[]> whole = get(path);
        HttpResponse<byte[]> head = send("HEAD", port, path);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String name : List.of("etag", "content-type", "cache-control", "content-security-policy")) {
            assertThat(header(head, name)).as(name).isEqualTo(header(whole, name));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page/absent.js",
                "/page/index.html",
                "/page/WebPage.class",
                "/page/..%2Fpage/app.js",
                "/page/lib/lit-html/3.3.3/package.json",
                "/page/lib/lit-html/3.3.3/lit-html.js.map",
                "/page/lib/lit-html/0.0.0/lit-html.js"
            })
    void nothingElseIsServed(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path);

        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(header(answer, "content-type")).startsWith("application/json");
    }

    @Test
    void withoutThePageTheRootSaysWhatThereIs() throws Exception {
        try (ServicePort without = open("false")) {
            HttpResponse<byte[]> root = send("GET", without, "/");

            assertThat(root.statusCode()).isEqualTo(404);
            assertThat(new String(root.body(), StandardCharsets.UTF_8)).contains("there is nothing at /", "\"paths\"");
            assertThat(send("GET", without, "/page/app.js").statusCode()).isEqualTo(404);
        }
    }
}
