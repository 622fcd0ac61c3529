package org.lodewatch.service;

import io.javalin.http.Context;
import io.javalin.security.RouteRole;

/** Marks a path that needs no token although its method is not one of reading. */
public enum OpenRoute implements RouteRole {
    /** It answers a question that does not fit into a URL, and changes nothing. */
    COMPUTES,
    /** It changes something, unless the request {@linkplain #isPreview asks for a preview}. */
    PREVIEWS;

    private static final String PREVIEW = "preview";

    /** Whether a request asks what a change would do: it has the parameter {@code preview}, whatever its value. */
    public static boolean isPreview(Context request) {
        return request.queryParamMap().containsKey(PREVIEW);
    }
}
