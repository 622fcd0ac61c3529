package org.lodewatch.core.book;

import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A book, and which of its windows have changed since they were published. */
public final class TrackedBook {

    private static final long NEVER = Long.MIN_VALUE;
    private static final int NOTHING = Integer.MIN_VALUE;

    private final BookKey key;
    private final WindowRule rule;
    private final Consumer<TrackedBook> news;
    private final Book book = new Book();
    private final NavigableSet<Integer> unpublished = new TreeSet<>();
    private boolean unjudged;
    private long unpublishedSince = NEVER;

    /** The newest window that readers may have seen; it may lie behind the clock's newest month, if that went back. */
    private int newestShown = NOTHING;

    /** @param news is told at every change, so that whoever publishes need not ask all books */
    TrackedBook(BookKey key, WindowRule rule, Consumer<TrackedBook> news) {
        this.key = key;
        this.rule = rule;
        this.news = news;
    }

    public BookKey key() {
        return key;
    }

    /** What one input partition contributes to a month; nothing if it has not contributed. Not to be added to. */
    public Totals contribution(int inputPartition, int month) {
        return book.contribution(inputPartition, month);
    }

    /** The months that one input partition contributes to. */
    public Set<Integer> months(int inputPartition) {
        return book.months(inputPartition);
    }

    /**
     * Takes in the whole totals of a month, as far as one input partition contributes to it.
     *
     * @return whether anything changed
     */
    public boolean replace(int inputPartition, int month, Totals totals) {
        if (!book.replace(inputPartition, month, totals)) {
            return false;
        }
        // The windows that the month lies in, and those that are compared with one of these.
        unpublish(month, month + rule.windowMonths() - 1 + Windows.COMPARISON);
        unjudge();
        return true;
    }

    /** Marks every window that may ever have been published, those too that the horizon has left behind since. */
    public void unpublishAll(Clock clock) {
        recall(new AsOfRange(clock.firstMonth(), clock.newestMonth()));
    }

    /** Marks windows that readers may have seen, so that each is published as it is now, or taken back. */
    void recall(AsOfRange shown) {
        newestShown = Math.max(newestShown, shown.last());
        unpublish(shown.first(), shown.last());
        unjudge();
    }

    /** Asks for a new judgement, though no figure has changed. */
    public void judgeAgain() {
        unjudge();
    }

    /** Marks what a move of the clock changes. */
    void tick(Optional<Clock> before, Clock now) {
        before.ifPresent(clock -> newestShown = Math.max(newestShown, clock.newestMonth()));
        if (before.isEmpty()
                || before.get().firstMonth() != now.firstMonth()
                || before.get().newestMonth() > now.newestMonth()
                || before.get().periodMonths() != now.periodMonths()) {
            before.ifPresent(this::unpublishKnown);
            unpublishKnown(now);
            return;
        }
        Clock was = before.get();
        unpublish(was.newestMonth() + 1, now.newestMonth());
        // Windows that the horizon has left behind have to be taken back.
        unpublish(was.firstAsOf(rule), now.firstAsOf(rule) - 1);
        // Those that were compared with one of these have nothing to be compared with any more.
        unpublish(was.firstAsOf(rule) + Windows.COMPARISON, now.firstAsOf(rule) - 1 + Windows.COMPARISON);
        int wasComplete = was.completeMonth().orElse(was.firstMonth() - 1);
        int isComplete = now.completeMonth().orElse(now.firstMonth() - 1);
        unpublish(Math.min(wasComplete, isComplete) + 1, Math.max(wasComplete, isComplete));
        unjudge();
    }

    /** Whether it has changed since it was judged last. */
    public boolean isUnjudged() {
        return unjudged;
    }

    /** When the oldest unpublished change was first noticed here. */
    public long unpublishedSince(long now) {
        if (unpublishedSince == NEVER) {
            unpublishedSince = now;
        }
        return unpublishedSince;
    }

    /** The as-of months whose windows have changed, oldest first, with those that have fallen out of the clock's range. */
    public List<Integer> unpublished(Clock clock) {
        return List.copyOf(unpublished.headSet(Math.max(newestShown, clock.newestMonth()), true));
    }

    /** Whether every window is published, and the book judged as it stands. */
    public boolean isPublished() {
        return !unjudged && unpublished.isEmpty();
    }

    /** Notes that these windows have been published, and that the book has been judged as it stands. */
    public void published(List<Integer> asOfs, Clock clock) {
        unpublished.removeAll(asOfs);
        // A window that has not begun will be marked when the clock gets there.
        unpublished.tailSet(Math.max(newestShown, clock.newestMonth()), false).clear();
        if (unpublished.tailSet(clock.newestMonth(), false).isEmpty()) {
            newestShown = clock.newestMonth();
        }
        if (unpublished.isEmpty()) {
            unpublishedSince = NEVER;
        }
        unjudged = false;
        if (isPublished()) {
            book.rest();
        }
    }

    /** Its windows, until it changes. */
    public Windows windows(Clock clock) {
        return book.windows(clock, rule);
    }

    /** Marks every window that the clock knows. */
    private void unpublishKnown(Clock clock) {
        unpublish(clock.firstAsOf(rule), clock.newestMonth());
        unjudge();
    }

    private void unjudge() {
        unjudged = true;
        news.accept(this);
    }

    private void unpublish(int from, int to) {
        for (int asOf = from; asOf <= to; asOf++) {
            unpublished.add(asOf);
        }
    }
}
