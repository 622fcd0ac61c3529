package org.lodewatch.core.explain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.core.batch.BatchRecount;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.book.Windows;
import org.lodewatch.core.ledger.Lines;
import org.lodewatch.core.policy.JudgedAlert;
import org.lodewatch.core.policy.Judgement;
import org.lodewatch.core.policy.MeasuredBook;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DependencePolicy;

/** A log of the book of antimony, with what a recount publishes of it. */
final class BookLog {

    static final BookKey ANTIMONY = new BookKey("us-census", "US", "antimony");
    static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
    static final Catalogue CATALOGUE = Catalogue.bundled();

    private final List<Entry> entries = new ArrayList<>();
    private final Judgement judgement = new Judgement(CATALOGUE, 12, "");
    private final Map<Instant, PublishedWindows> published = new HashMap<>();

    private record Entry(Instant publishedAt, String id, CustomsImport line) {}

    void add(Instant publishedAt, String id, CustomsImport.Builder line) {
        entries.add(new Entry(publishedAt, id, line.build()));
        published.clear();
    }

    /** The records of a book that were published before a moment. */
    BookRecords records(BookKey book, Instant until) {
        BookRecords records = new BookRecords(CATALOGUE, WindowRule.DEFAULT, book, until);
        entries.forEach(entry -> records.add(entry.publishedAt, Lines.key(entry.id), entry.line));
        return records;
    }

    /** The windows of a book by what was published before a moment. */
    Windows windows(BookKey book, Instant until) {
        return published.computeIfAbsent(until, this::recounted).of(book.mineral());
    }

    private PublishedWindows recounted(Instant until) {
        BatchRecount recount = new BatchRecount(Lines::decoded, CATALOGUE, WindowRule.DEFAULT, 1);
        entries.stream()
                .filter(entry -> entry.publishedAt.isBefore(until))
                .forEach(entry -> recount.add(0, Lines.key(entry.id), Lines.value(entry.line)));
        PublishedWindows windows = new PublishedWindows(ANTIMONY.owner(), CATALOGUE);
        recount.shares().values().forEach(windows::add);
        return windows;
    }

    MeasuredBook measured(BookKey book, Instant until) {
        return judgement.measured(book, windows(book, until));
    }

    RecordMoves moves(BookKey book, DependencePolicy policy, String subject) {
        return new RecordMoves(CATALOGUE, judgement, book, windows(book, END), policy, subject);
    }

    AlertExplanation explain(BookKey book, DependencePolicy policy, String subject) {
        MeasuredBook measured = measured(book, END);
        JudgedAlert alert = measured.judge(1, policy, subject, Optional.empty()).orElseThrow();
        return new AlertExplanation(CATALOGUE, measured, alert, 1, "USD");
    }
}
