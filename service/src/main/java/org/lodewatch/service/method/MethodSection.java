package org.lodewatch.service.method;

/**
 * A part of the method, from its heading to the next one.
 *
 * @param id of the heading, as links name it: {@code hhi-and-effective-suppliers}
 * @param level of the heading: 1 for the page, 2 for a chapter, 3 for a measure
 * @param title without markup
 * @param html what follows the heading; markup of the text itself is escaped
 */
public record MethodSection(String id, int level, String title, String html) {}
