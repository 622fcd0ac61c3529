package org.lodewatch.local.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Scripts that tests run in the page. */
final class PageScripts {

    /** The texts of a table, its argument. */
    static final String TABLE = load("table.js");

    /** The texts of the page that a reader cannot get at. */
    static final String CUT_OFF = load("cut-off.js");

    private PageScripts() {}

    private static String load(String name) {
        try (InputStream in = PageScripts.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
