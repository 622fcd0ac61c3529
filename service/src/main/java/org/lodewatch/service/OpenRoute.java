package org.lodewatch.service;

import io.javalin.security.RouteRole;

/** Marks a path that needs no token although its method is not one of reading. */
public enum OpenRoute implements RouteRole {
    /** It answers a question that does not fit into a URL, and changes nothing. */
    COMPUTES
}
