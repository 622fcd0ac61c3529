package org.lodewatch.service;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Refuses requests that name another host than this port's. Otherwise a page of another site could read the answers through
 * a name of its own that it makes resolve to this machine.
 */
final class AllowedHosts implements Handler {

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    private static final int MISDIRECTED_REQUEST = 421;

    private final List<String> hosts;

    /** @param settings without allowed hosts, loopback names if the port listens to loopback only, and every name otherwise */
    AllowedHosts(ServiceSettings settings) {
        List<String> given = settings.allowedHosts();
        boolean loopback = LOOPBACK.contains(settings.host())
                || settings.host().startsWith("127.")
                || settings.host().equals("::1");
        hosts = !given.isEmpty() ? given : loopback ? LOOPBACK : List.of();
    }

    @Override
    public void handle(Context request) {
        String header = request.header("Host");
        if (hosts.isEmpty() || header == null) {
            return; // every browser sends one
        }
        String host = name(header);
        if (!hosts.contains(host) && !LOOPBACK.contains(host)) {
            throw new HttpResponseException(
                    MISDIRECTED_REQUEST,
                    "this port answers for %s, and the request is for '%s': add that name to the setting %s"
                            .formatted(String.join(", ", hosts), host, ServiceSettings.ALLOWED_HOSTS),
                    Map.of());
        }
    }

    /** The host without its port, in lower case. */
    private static String name(String header) {
        return header.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
    }
}
