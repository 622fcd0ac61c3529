package org.lodewatch.service;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What the server itself refuses, such as a request that is no HTTP, in the form of all other errors. */
final class JsonErrors implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(new HttpField(HttpHeader.CONTENT_TYPE, "application/json"));
        response.write(
                true,
                ByteBuffer.wrap(text(HttpStatus.getMessage(response.getStatus()).toLowerCase(Locale.ROOT))
                        .getBytes(StandardCharsets.UTF_8)),
                callback);
        return true;
    }

    static String text(String message) {
        return Json.line(Map.of("error", message));
    }
}
