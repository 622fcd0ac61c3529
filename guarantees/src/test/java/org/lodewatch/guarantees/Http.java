package org.lodewatch.guarantees;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** GET requests to the HTTP port of a process. */
final class Http {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Http() {}

    /** What the port answers. @param path absolute */
    static HttpResponse<String> get(URI http, String path) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(http.resolve(path)).timeout(PATIENCE).build(), BodyHandlers.ofString());
    }
}
