package org.lodewatch.service.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.lodewatch.service.ServiceSettings;

/**
 * Serves the page at {@code /} and its files below {@code /page}. Libraries have their version in the path and never change
 * there; the page's own files are validated by ETag.
 */
public final class WebPage implements Consumer<RoutesConfig> {

    /** Scripts, styles and data come from this server alone. Pictures of charts are made in the page. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
                    + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static final String UNCHANGING = "public, max-age=31536000, immutable";
    private static final String VALIDATED = "no-cache";

    private static final String OWN = "org/lodewatch/service/page/";
    private static final String LIBRARIES = "META-INF/resources/_static/";

    /** No dots but in names, so that no path leaves its folder. */
    private static final Pattern OWN_FILE = Pattern.compile("([a-z]+/)?[a-z0-9-]+\\.(js|css|svg|json)");

    /** Only the minified modules of these two libraries. */
    private static final Pattern LIBRARY_FILE =
            Pattern.compile("lit-html/[0-9.]+/([a-z-]+/)?[a-z-]+\\.js|echarts/[0-9.]+/dist/echarts\\.esm\\.min\\.mjs");

    private final Map<String, PageFile> files = new ConcurrentHashMap<>();

    private WebPage() {}

    /** The page; without it, if {@link ServiceSettings#PAGE} says so, nothing. */
    public static Consumer<RoutesConfig> of(ServiceSettings settings) {
        return settings.hasPage() ? new WebPage() : routes -> {};
    }

    @Override
    public void accept(RoutesConfig routes) {
        add(routes, "/", request -> serve(request, OWN + "index.html", VALIDATED));
        add(routes, "/page/lib/<file>", request -> serve(request, LIBRARIES, LIBRARY_FILE, UNCHANGING));
        add(routes, "/page/<file>", request -> serve(request, OWN, OWN_FILE, VALIDATED));
    }

    private static void add(RoutesConfig routes, String path, Handler handler) {
        routes.get(path, handler);
        routes.head(path, handler);
    }

    private void serve(Context request, String folder, Pattern allowed, String caching) {
        String file = request.pathParam("file");
        if (!allowed.matcher(file).matches()) {
            throw missing(request);
        }
        serve(request, folder + file, caching);
    }

    private void serve(Context request, String resource, String caching) {
        PageFile file = file(resource).orElseThrow(() -> missing(request));
        request.header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cache-Control", caching)
                .header("ETag", file.etag())
                .header("Vary", "Accept-Encoding");
        Preference preference = Preference.of(request::header);
        if (preference.has(file.etag())) {
            request.status(HttpStatus.NOT_MODIFIED);
            return;
        }
        request.contentType(file.contentType());
        if (preference.acceptsGzip()) {
            request.header("Content-Encoding", "gzip").result(file.gzipped());
        } else {
            request.result(file.content());
        }
    }

    /** Files that do not exist are not remembered: anyone can ask for any number of names. */
    private Optional<PageFile> file(String resource) {
        return Optional.ofNullable(
                files.computeIfAbsent(resource, name -> PageFile.load(name).orElse(null)));
    }

    private static NotFoundResponse missing(Context request) {
        return new NotFoundResponse("the page has no file %s".formatted(request.path()));
    }
}
