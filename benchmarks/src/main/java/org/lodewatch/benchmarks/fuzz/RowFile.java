package org.lodewatch.benchmarks.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.schemas.values.RejectionReason;

/** A file of rows, read by a feed. */
abstract class RowFile implements FuzzInput {

    /** A longer row, with its line end, may be rejected, and a part of it that begins a line may be read as a row. */
    private static final int MOST_BYTES = 1 << 16;

    /** Before the first line of some files; as ISO 8859-1. */
    private static final String BYTE_ORDER_MARK = new String("\uFEFF".getBytes(UTF_8), ISO_8859_1);

    private final byte[] content;
    private final Optional<List<Map<ImportField, String>>> written;
    private final boolean plain;
    private final RowRules rules;

    /**
     * @param written the rows of a file that is not damaged and has no row that is too long
     * @param plain whether the rows are in the bytes as they are
     */
    RowFile(byte[] content, Optional<List<Map<ImportField, String>>> written, boolean plain, RowRules rules) {
        this.content = content;
        this.written = written;
        this.plain = plain;
        this.rules = rules;
    }

    /** Whether a row, with its line end, is so long that a feed may reject it. */
    static boolean isTooLong(String row) {
        return row.getBytes(UTF_8).length > MOST_BYTES;
    }

    /** A feed that reads some bytes as such a file. */
    abstract Feed feed(byte[] bytes);

    @Override
    public final Verdict check() throws Exception {
        List<FeedItem> items = new ArrayList<>();
        try (FeedReader reader = feed(content).open(Optional.empty())) {
            for (Optional<FeedItem> item = reader.next(); item.isPresent(); item = reader.next()) {
                items.add(item.get());
            }
        } catch (RuntimeException failure) {
            if (!Refusals.isNamed(failure)) {
                throw failure;
            }
            if (written.isPresent()) {
                throw new WrongAnswer("refusal of a right file", failure.getMessage());
            }
            return Verdict.REFUSAL;
        }
        if (written.isPresent()) {
            compare(written.get(), items);
        }
        if (plain) {
            requireEveryRow(items);
        }
        ImportLedger ledger = rules.ledger();
        boolean refused = false;
        for (FeedItem item : items) {
            if (item instanceof FeedItem.Row row) {
                refused |= !rules.check(row.fields(), ledger);
            } else {
                Refusals.requireOneLine(((FeedItem.Rejected) item).message());
                refused = true;
            }
        }
        return Verdict.refusedIf(refused);
    }

    private static void compare(List<Map<ImportField, String>> rows, List<FeedItem> items) throws WrongAnswer {
        WrongAnswer.requireEqual("number of rows", rows.size(), items.size());
        for (int i = 0; i < rows.size(); i++) {
            if (!(items.get(i) instanceof FeedItem.Row row)) {
                throw new WrongAnswer("refusal of a right line", items.get(i).toString());
            }
            for (Map.Entry<ImportField, String> cell : rows.get(i).entrySet()) {
                WrongAnswer.requireEqual("cell", cell.getValue(), row.fields().get(cell.getKey()));
            }
        }
    }

    /** All bytes behind the first row belong to a row, or are blank. */
    private void requireEveryRow(List<FeedItem> items) throws WrongAnswer {
        String all = new String(content, ISO_8859_1);
        int end = -1;
        for (FeedItem item : items) {
            byte[] raw = (item instanceof FeedItem.Row row ? row.source() : ((FeedItem.Rejected) item).source()).raw();
            String text = new String(raw, ISO_8859_1);
            int begin = end < 0 ? firstLine(all, text) : all.indexOf(text, end);
            if (begin < 0) {
                throw new WrongAnswer("row that is not in the file", new String(raw, UTF_8));
            }
            requireBlank(end < 0 ? "" : all.substring(end, begin));
            end = begin + raw.length;
            if (item instanceof FeedItem.Rejected rejected && rejected.reason() == RejectionReason.LINE_TOO_LONG) {
                end = lineEnd(all, end);
            }
        }
        requireBlank(end < 0 ? "" : all.substring(end));
    }

    /** Where a text is a line, because a part of the header may be like the first row. */
    private static int firstLine(String all, String text) {
        int first = all.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
        int begin = all.indexOf(text, first);
        while (begin >= 0 && !isLine(all, first, begin, begin + text.length())) {
            begin = all.indexOf(text, begin + 1);
        }
        return begin;
    }

    private static boolean isLine(String all, int first, int begin, int end) {
        boolean begins = begin == first || isLineEnd(all.charAt(begin - 1));
        return begins && (end == all.length() || isLineEnd(all.charAt(end)) || end - begin >= MOST_BYTES);
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private static int lineEnd(String all, int from) {
        int end = from;
        while (end < all.length() && !isLineEnd(all.charAt(end))) {
            end++;
        }
        return end;
    }

    private static void requireBlank(String passedOver) throws WrongAnswer {
        if (!passedOver.chars().allMatch(c -> c == ' ' || c == '\t' || c == '\r' || c == '\n')) {
            throw new WrongAnswer("bytes that belong to no row", passedOver);
        }
    }

    @Override
    public final String shown() {
        return plain ? new String(content, UTF_8) : new String(content, ISO_8859_1);
    }
}
