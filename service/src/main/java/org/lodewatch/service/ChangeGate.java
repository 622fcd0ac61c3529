package org.lodewatch.service;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.http.UnauthorizedResponse;
import java.util.Optional;
import java.util.Set;

/** Lets everybody read, and only those with the token change something. */
final class ChangeGate implements Handler {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String BEARER = "Bearer ";

    private final Optional<Token> token;

    ChangeGate(Optional<Token> token) {
        this.token = token;
    }

    @Override
    public void handle(Context request) {
        if (READING.contains(request.method().name())) {
            return;
        }
        Token wanted = token.orElseThrow(() -> new ForbiddenResponse(
                "nothing can be changed here, since this process has no token: put one into a file, name the file with"
                        + " " + ServiceSettings.TOKEN_FILE + ", and start the process again"));
        String given = Optional.ofNullable(request.header(Header.AUTHORIZATION)).orElse("");
        boolean bearer = given.regionMatches(true, 0, BEARER, 0, BEARER.length());
        if (!bearer || !wanted.is(given.substring(BEARER.length()).strip())) {
            request.header(Header.WWW_AUTHENTICATE, "Bearer realm=\"lodewatch\"");
            throw new UnauthorizedResponse("changing something here needs the header Authorization: Bearer TOKEN, with"
                    + " the token of this process");
        }
    }
}
