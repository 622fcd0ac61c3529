package org.lodewatch.local.demo;

import java.util.List;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.clients.kafka.ClientSettings;

/** What to try next. */
final class Farewell {

    private static final List<String> NEXT =
            List.of("shares graphite", "shares --as-of 2025-06", "alerts --open", "policies list");

    private final Screen screen;

    Farewell(Screen screen) {
        this.screen = screen;
    }

    void print(String servers, boolean stays) {
        if (!stays) {
            screen.line("To look around in it: `lodewatch demo`, without --exit, stays up.");
            return;
        }
        screen.line("All of this stays up at " + servers + " until Ctrl-C. In another terminal, try:", Style.BOLD);
        for (String command : NEXT) {
            screen.line("    ./lodewatch " + command + option(servers));
        }
    }

    private static String option(String servers) {
        String defaultPort = ClientSettings.DEFAULT_SERVERS.substring(ClientSettings.DEFAULT_SERVERS.indexOf(':'));
        return servers.endsWith(defaultPort) ? "" : " --bootstrap-server " + servers;
    }
}
