package org.lodewatch.benchmarks.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.lodewatch.local.broker.LoopbackPorts;

/** A webhook that checks every signature, keeps every notice, and can fail in several ways. */
final class NoticeReceiver implements AutoCloseable {

    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final boolean faulty;
    private final Random random;
    private final Map<String, JsonNode> notices = new ConcurrentHashMap<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final ExecutorService threads = Executors.newFixedThreadPool(4, work -> {
        Thread thread = new Thread(work, "receiver");
        thread.setDaemon(true);
        return thread;
    });
    private HttpServer server;
    private final int port = LoopbackPorts.free(1).get(0);

    /** @param seed of its faults; empty for none */
    NoticeReceiver(Optional<Long> seed) throws IOException {
        this.faulty = seed.isPresent();
        this.random = new Random(seed.orElse(0L));
        comeBack();
    }

    String url() {
        return "http://127.0.0.1:" + port + "/hook";
    }

    /** Closes its port. */
    synchronized void goAway() {
        server.stop(0);
    }

    synchronized void comeBack() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        server.setExecutor(threads);
        server.createContext("/hook", this::receive);
        server.start();
    }

    /** The accepted notices by their ids. */
    Map<String, JsonNode> notices() {
        return Map.copyOf(notices);
    }

    /** What was wrong with requests, such as a signature, or another body under an id that was accepted. */
    Queue<String> complaints() {
        return complaints;
    }

    long requests() {
        return requests.get();
    }

    long refused() {
        return refused.get();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            String id = exchange.getRequestHeaders().getFirst("webhook-id");
            String time = exchange.getRequestHeaders().getFirst("webhook-timestamp");
            String signature = exchange.getRequestHeaders().getFirst("webhook-signature");
            if (!signature.equals("v1," + hmac(id + "." + time + "." + body))) {
                complaints.add("notice " + id + " has a wrong signature");
            }
            int status = faulty ? status() : 204;
            if (status == 204) {
                accept(id, JSON.readTree(body));
            } else {
                refused.incrementAndGet();
            }
            if (status == 0) {
                // Closed without an answer.
                return;
            }
            if (status == 429) {
                exchange.getResponseHeaders().add("Retry-After", "1");
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private synchronized int status() {
        int chance = random.nextInt(100);
        return chance < 3 ? 500 : chance < 5 ? 503 : chance < 7 ? 429 : chance < 9 ? 0 : 204;
    }

    private void accept(String id, JsonNode notice) {
        if (!id.equals(notice.path("id").asText())) {
            complaints.add("notice " + id + " has another id in its body");
        }
        JsonNode before = notices.putIfAbsent(id, notice);
        if (before != null && !before.equals(notice)) {
            complaints.add("notice " + id + " came again with another body: " + before + " and " + notice);
        }
    }

    private static String hmac(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET.substring("whsec_".length())), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
