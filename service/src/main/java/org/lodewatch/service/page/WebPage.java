package org.lodewatch.service.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Serves the page at {@code /} and its files below {@code /page}. Libraries have their version in the path and never change
 * there; the page's own files are validated by ETag.
 */
public final class WebPage implements Consumer<RoutesConfig> {

    /** Scripts and data come from this server alone. Charts and the print layout set styles of elements. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;"
                    + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static final String OWN = "org/lodewatch/service/page/";
    private static final String LIBRARIES = "META-INF/resources/_static/";

    /** No dots but in names, so that no path leaves its folder. */
    private static final Pattern OWN_FILE = Pattern.compile("([a-z]+/)?[a-z-]+\\.(js|css|svg|json)");

    /** Only the minified modules of these two libraries. */
    private static final Pattern LIBRARY_FILE =
            Pattern.compile("lit-html/[0-9.]+/([a-z-]+/)?[a-z-]+\\.js|echarts/[0-9.]+/dist/echarts\\.esm\\.min\\.mjs");

    private final Map<String, Optional<PageFile>> files = new ConcurrentHashMap<>();

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/", request -> serve(request, OWN + "index.html", false));
        routes.get("/page/lib/<file>", request -> serve(request, LIBRARIES, LIBRARY_FILE, true));
        routes.get("/page/<file>", request -> serve(request, OWN, OWN_FILE, false));
    }

    private void serve(Context request, String folder, Pattern allowed, boolean isImmutable) {
        String file = request.pathParam("file");
        if (!allowed.matcher(file).matches()) {
            throw missing(request);
        }
        serve(request, folder + file, isImmutable);
    }

    private void serve(Context request, String resource, boolean isImmutable) {
        PageFile file = files.computeIfAbsent(resource, PageFile::load).orElseThrow(() -> missing(request));
        request.header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", isImmutable ? "public, max-age=31536000, immutable" : "no-cache")
                .header("ETag", file.etag())
                .header("Vary", "Accept-Encoding");
        if (file.etag().equals(request.header("If-None-Match"))) {
            request.status(HttpStatus.NOT_MODIFIED);
            return;
        }
        request.contentType(file.contentType());
        String accepted = Optional.ofNullable(request.header("Accept-Encoding")).orElse("");
        if (accepted.contains("gzip")) {
            request.header("Content-Encoding", "gzip").result(file.gzipped());
        } else {
            request.result(file.content());
        }
    }

    private static NotFoundResponse missing(Context request) {
        return new NotFoundResponse("the page has no file %s".formatted(request.path()));
    }
}
