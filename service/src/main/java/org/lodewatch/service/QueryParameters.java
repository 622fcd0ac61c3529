package org.lodewatch.service;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The query parameters of a request. */
public final class QueryParameters {

    private QueryParameters() {}

    /**
     * Rejects a mistyped parameter, which would otherwise select everything, and one that is there twice, of which one would be
     * ignored.
     */
    public static void requireOnly(Context request, List<String> known) {
        request.queryParamMap().forEach((name, values) -> {
            if (!known.contains(name)) {
                throw new BadRequestResponse(
                        known.isEmpty()
                                ? "unknown parameter '%s': there are none here".formatted(name)
                                : "unknown parameter '%s': the parameters are %s"
                                        .formatted(name, String.join(", ", known)));
            }
            if (values.size() > 1) {
                throw new BadRequestResponse(
                        "the parameter %s is there %d times: write it once".formatted(name, values.size()));
            }
        });
    }

    /** A handler of a path that has no parameters. */
    public static Handler none(Handler handler) {
        return request -> {
            requireOnly(request, List.of());
            handler.handle(request);
        };
    }

    /** The value of a parameter; empty if it is missing. */
    public static Optional<String> text(Context request, String name) {
        return Optional.ofNullable(request.queryParam(name));
    }

    /** A parameter that is a number of items. */
    public static int count(Context request, String name, int otherwise) {
        String text = request.queryParam(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,3}")) {
            throw new BadRequestResponse("%s is '%s', but must be a number from 0 to 999".formatted(name, text));
        }
        return Integer.parseInt(text);
    }

    /** The items of a parameter, which have commas between them; none if it is missing. */
    public static List<String> list(Context request, String name) {
        return text(request, name).stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
