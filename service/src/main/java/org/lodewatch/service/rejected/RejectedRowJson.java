package org.lodewatch.service.rejected;

import com.fasterxml.jackson.annotation.JsonInclude;

/** A rejected row or record, with {@code line} for a row of a file, {@code partition} and {@code offset} for a record. */
public record RejectedRowJson(
        String rejectedAt,
        String feed,
        String source,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer partition,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long offset,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long line,
        String reason,
        String message,
        String row) {

    public static RejectedRowJson of(RejectedRecord rejected) {
        boolean record = rejected.partition().isPresent();
        Long number = rejected.line().isEmpty() ? null : Long.valueOf(rejected.line());
        return new RejectedRowJson(
                rejected.rejectedAt().toString(),
                rejected.feed(),
                rejected.source(),
                record ? rejected.partition().getAsInt() : null,
                record ? number : null,
                record ? null : number,
                rejected.reason(),
                rejected.message(),
                rejected.text());
    }
}
