package org.lodewatch.service.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.topics.CloudEvents;
import org.lodewatch.service.EventStreams;
import org.lodewatch.service.EventStreams.Event;
import org.lodewatch.service.Json;

/** What is published at this moment, of the whole cluster, in memory: one thread tells it, many ask it. */
final class PublishedView {

    /** The newest transitions, for clients that come back. */
    static final int KEPT_TRANSITIONS = 2_000;

    /**
     * Partitions are read in no common order, which another instance may have read otherwise: so much is told again to
     * a client that comes back, rather than left out.
     */
    private static final long OVERLAP_SECONDS = 10;

    private final PublishedShares shares = new PublishedShares();
    private final AlertStatus status = new AlertStatus();
    private final Map<String, DependencePolicy> policies = new TreeMap<>();
    private final Deque<DatedAlert> transitions = new ArrayDeque<>();
    private final EventStreams streams;

    PublishedView(EventStreams streams) {
        this.streams = streams;
    }

    /** @param decoded what {@link PublishedShares#take(String, Optional)} takes */
    synchronized void takeShares(String key, Optional<Supplier<Optional<MineralShares>>> decoded) {
        shares.take(key, decoded);
    }

    synchronized void takeStatus(Message<String, DependenceAlert> message) {
        status.take(message);
    }

    synchronized void takePolicy(Message<String, DependencePolicy> message) {
        message.value()
                .ifPresentOrElse(policy -> policies.put(message.key(), policy), () -> policies.remove(message.key()));
        notifyAll();
    }

    synchronized void takeTransition(Message<String, DependenceAlert> message) {
        DatedAlert.of(message).ifPresent(transition -> {
            transitions.addLast(transition);
            if (transitions.size() > KEPT_TRANSITIONS) {
                transitions.removeFirst();
            }
            streams.send(event(transition));
        });
    }

    /** One per book, in the order of the books; the standing alerts beside the newest. */
    synchronized List<SharesJson> shares(SharesQuery query) {
        return SharesJson.of(
                shares.select(query),
                query.asOf().isPresent() ? Optional.empty() : Optional.of(StandingAlerts.of(status)));
    }

    synchronized void show(PublishedViewMeters meters) {
        meters.show(shares.select(SharesQuery.everything()), status.all());
    }

    synchronized List<DatedAlert> alerts(boolean resolvedToo) {
        return resolvedToo ? status.all() : status.openAlerts();
    }

    /** By id. */
    synchronized Map<String, DependencePolicy> policies() {
        return new TreeMap<>(policies);
    }

    /**
     * What came after an event, or not long before it. Everything that is kept if it is not known, or not any more.
     *
     * @param lastId as the client had it; empty for one that comes for the first time, and hears only what is new
     */
    synchronized List<Event> since(Optional<String> lastId) {
        if (lastId.isEmpty()) {
            return List.of();
        }
        Optional<DatedAlert> last = transitions.stream()
                .filter(transition -> CloudEvents.id(transition.alert()).equals(lastId.get()))
                .findFirst();
        boolean[] passed = {last.isEmpty()};
        return transitions.stream()
                .filter(transition -> {
                    if (last.filter(transition::equals).isPresent()) {
                        passed[0] = true;
                        return false;
                    }
                    return passed[0]
                            || transition
                                    .publishedAt()
                                    .isAfter(last.orElseThrow().publishedAt().minusSeconds(OVERLAP_SECONDS));
                })
                .map(PublishedView::event)
                .toList();
    }

    /** Waits until a policy stands as it was written. @return whether it does */
    synchronized boolean awaitPolicy(String id, Optional<DependencePolicy> written, long millis)
            throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        while (!Optional.ofNullable(policies.get(id)).equals(written)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private static Event event(DatedAlert transition) {
        return new Event(
                CloudEvents.id(transition.alert()),
                Json.word(transition.alert().getTransition()),
                Json.line(AlertJson.of(transition)));
    }
}
