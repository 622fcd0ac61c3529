package org.lodewatch.clients.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.common.ConsoleNotifier;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.clients.http.BluntServer.Script;
import org.lodewatch.clients.http.WebService.Request;
import org.lodewatch.clients.http.WebService.RequestLimits;
import org.lodewatch.schemas.OperatorException;
import org.slf4j.LoggerFactory;

@Timeout(30)
class WebServiceTest {

    private static final Secret KEY = Secret.of("k3yé$0");
    private static final String PATH = "/data?get=GEN_VAL_MO&key=k3y%C3%A9%240&time=2026-09";

    private static final Duration NO_PAUSE = Duration.ZERO;
    private static final Duration SHORT = Duration.ofMillis(2);
    private static final Duration AMPLE = Duration.ofSeconds(20);

    private static final RequestLimits QUICK = new RequestLimits(2, NO_PAUSE, 3, SHORT, AMPLE);

    private static final ParallelRequests PARALLEL = new ParallelRequests();
    private static final WireMockServer STUB = new WireMockServer(options()
            .dynamicPort()
            .bindAddress("127.0.0.1")
            .notifier(new ConsoleNotifier(false))
            .extensions(PARALLEL));

    @TempDir
    private Path folder;

    private final Logger logger = (Logger) LoggerFactory.getLogger(WebService.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<AutoCloseable> toClose = new ArrayList<>();

    @BeforeAll
    static void startStub() {
        STUB.start();
    }

    @AfterAll
    static void stopStub() {
        STUB.stop();
    }

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void tidyUp() throws Exception {
        logger.detachAppender(log);
        logger.setAdditive(true);
        for (AutoCloseable closeable : toClose) {
            closeable.close();
        }
        STUB.resetAll();
        PARALLEL.reset();
    }

    /** Counts the requests that are served at the same time, and records when they arrive. */
    private static final class ParallelRequests implements ResponseTransformerV2 {

        private final List<Long> arrivals = new ArrayList<>();
        private int inside;
        private int mostInside;
        private volatile long staysMillis;

        @Override
        public Response transform(Response response, ServeEvent event) {
            synchronized (this) {
                arrivals.add(System.nanoTime());
                mostInside = Math.max(mostInside, ++inside);
            }
            try {
                Thread.sleep(staysMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            // Before the response is sent, because the next request may arrive before its sending has returned.
            synchronized (this) {
                inside--;
            }
            return response;
        }

        synchronized void reset() {
            arrivals.clear();
            mostInside = 0;
            staysMillis = 0;
        }

        synchronized int mostInside() {
            return mostInside;
        }

        synchronized List<Long> arrivals() {
            return List.copyOf(arrivals);
        }

        @Override
        public String getName() {
            return "parallel-requests";
        }
    }

    private DailyQuota quota() {
        return new DailyQuota("US Census API", 1000, folder.resolve("quota"), Clock.systemUTC());
    }

    private WebService service(RequestLimits limits) {
        WebService service = new WebService("US Census API", limits, quota(), Optional.of(KEY));
        toClose.add(service);
        return service;
    }

    private BluntServer server(Script... scripts) throws IOException {
        BluntServer server = new BluntServer(scripts);
        toClose.add(server);
        return server;
    }

    /** By address, because localhost may have other addresses, at which the stub does not listen. */
    private static String base() {
        return "http://127.0.0.1:" + STUB.port();
    }

    private static URI uri(String pathAndQuery) {
        return URI.create(base() + pathAndQuery);
    }

    private static Request request() {
        return new Request(uri(PATH));
    }

    private static List<Request> requests(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Request(uri("/" + i)))
                .toList();
    }

    /** Reads a response as a source does. */
    private static String text(ServiceResponse answer) throws IOException {
        if (answer.status() == 429 || answer.status() >= 500) {
            throw new RetryableException(answer.status() + " " + answer.excerpt(), answer.retryAfter());
        }
        return new String(answer.body().readAllBytes(), UTF_8);
    }

    private static <T> List<T> all(OrderedResponses<T> answers) throws IOException, InterruptedException {
        List<T> all = new ArrayList<>();
        for (Optional<T> next = answers.next(); next.isPresent(); next = answers.next()) {
            all.add(next.get());
        }
        return all;
    }

    private static void first(ResponseDefinitionBuilder first, ResponseDefinitionBuilder then) {
        STUB.stubFor(get(anyUrl())
                .inScenario("better later")
                .whenScenarioStateIs(STARTED)
                .willReturn(first)
                .willSetStateTo("later"));
        STUB.stubFor(get(anyUrl())
                .inScenario("better later")
                .whenScenarioStateIs("later")
                .willReturn(then));
    }

    private List<String> logged() {
        return log.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    private static String everything(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private void assertNoSecret(Throwable failure) {
        assertThat(everything(failure) + logged()).doesNotContain("k3y");
    }

    @Test
    void sendsOneRequestIfTheResponseIsUsable() throws Exception {
        STUB.stubFor(get(PATH).willReturn(aResponse().withBody("fine").withHeader("Content-Type", "text/plain")));
        Request request = new Request(request().uri(), Map.of("Accept", "application/json"));

        String answer = service(QUICK).get(request, reply -> reply.status() + reply.mediaType() + text(reply));

        assertThat(answer).isEqualTo("200text/plainfine");
        STUB.verify(1, getRequestedFor(urlEqualTo(PATH)).withHeader("Accept", equalTo("application/json")));
        assertThat(quota().left()).isEqualTo(999);
        assertThat(logged()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void retriesIfTheReaderThrowsARetryableException(int status) throws Exception {
        first(aResponse().withStatus(status).withBody("busy"), aResponse().withBody("fine"));

        assertThat(service(QUICK).get(request(), WebServiceTest::text)).isEqualTo("fine");
        assertThat(quota().left()).isEqualTo(998);
        assertThat(logged())
                .singleElement()
                .asString()
                .matches("WARN US Census API: " + status
                        + " busy: trying again in 0(\\.00)? s \\(attempt 2 of 3\\): GET http://127\\.0\\.0\\.1:\\d+/data"
                        + "\\?get=GEN_VAL_MO&key=\\*\\*\\*&time=2026-09");
    }

    @ParameterizedTest
    @EnumSource
    void retriesIfTheConnectionBreaks(Fault fault) throws Exception {
        first(aResponse().withFault(fault), aResponse().withBody("fine"));

        assertThat(service(QUICK).get(request(), WebServiceTest::text)).isEqualTo("fine");
        assertThat(logged()).hasSize(1);
        assertThat(quota().left()).isEqualTo(998);
        STUB.verify(2, getRequestedFor(urlEqualTo(PATH)));
    }

    @Test
    void countsRequestsOverConnectionsThatBreak() {
        STUB.stubFor(get(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        assertThatThrownBy(() -> service(QUICK).get(request(), WebServiceTest::text))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(" after 3 attempts: the connection broke: Connection reset");
        STUB.verify(3, getRequestedFor(urlEqualTo(PATH)));
        assertThat(quota().left()).isEqualTo(997);
    }

    @Test
    void retriesIfTheBodyBreaksOff() throws Exception {
        BluntServer server = server(
                new Script("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnot hundred", true),
                new Script("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine", true));

        String answer = service(QUICK).get(new Request(server.uri("/")), WebServiceTest::text);

        assertThat(answer).isEqualTo("fine");
        assertThat(logged()).singleElement().asString().contains("the response broke off: ");
    }

    @Test
    void retriesIfTheBodyBreaksOffUnderAReaderOfLines() throws Exception {
        BluntServer server = server(
                new Script("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnot hundred", true),
                new Script("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine", true));

        String answer = service(QUICK)
                .get(
                        new Request(server.uri("/")),
                        reply -> new BufferedReader(new InputStreamReader(reply.body(), UTF_8))
                                .lines()
                                .collect(Collectors.joining()));

        assertThat(answer).isEqualTo("fine");
    }

    @Test
    void retriesIfTheBodyStalls() throws Exception {
        BluntServer server = server(
                new Script("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnot hundred", false),
                new Script("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine", true));
        RequestLimits impatient = new RequestLimits(2, NO_PAUSE, 6, SHORT, Duration.ofSeconds(2));

        String answer = service(impatient).get(new Request(server.uri("/")), WebServiceTest::text);

        assertThat(answer).isEqualTo("fine");
        assertThat(logged())
                .first()
                .asString()
                .contains(": the response stalled: nothing more came within 2 s: trying again");
        assertThat(server.leftAlone().await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void retriesIfNoResponseBegins() throws Exception {
        BluntServer server =
                server(new Script("", false), new Script("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine", true));
        RequestLimits impatient = new RequestLimits(2, NO_PAUSE, 6, SHORT, Duration.ofMillis(500));

        String answer = service(impatient).get(new Request(server.uri("/")), WebServiceTest::text);

        assertThat(answer).isEqualTo("fine");
        assertThat(logged()).first().asString().contains(": no response within 0.50 s: trying again");
        assertThat(server.leftAlone().await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void readsBodiesThatTakeLongerThanTheTimeoutButNeverStall() throws Exception {
        STUB.stubFor(get(anyUrl())
                .willReturn(aResponse().withBody("0123456789".repeat(1000)).withChunkedDribbleDelay(10, 1300)));
        RequestLimits impatient = new RequestLimits(2, NO_PAUSE, 1, SHORT, Duration.ofMillis(1000));

        assertThat(service(impatient).get(request(), WebServiceTest::text)).hasSize(10_000);
    }

    @Test
    void readsBodiesLargerThanAnyBuffer() throws Exception {
        STUB.stubFor(get(anyUrl()).willReturn(aResponse().withBody("0123456789".repeat(300_000))));

        assertThat(service(QUICK).get(request(), WebServiceTest::text)).isEqualTo("0123456789".repeat(300_000));
    }

    @Test
    void returnsResponsesWithoutABody() throws Exception {
        STUB.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(204)));

        String answer = service(QUICK).get(request(), reply -> reply.status() + text(reply));

        assertThat(answer).isEqualTo("204");
    }

    @Test
    void doesNotFollowRedirects() throws Exception {
        STUB.stubFor(get(PATH).willReturn(aResponse().withStatus(302).withHeader("Location", "/missing_key.html")));

        String answer = service(QUICK)
                .get(
                        request(),
                        reply -> reply.status() + " "
                                + reply.headers().firstValue("Location").orElseThrow());

        assertThat(answer).isEqualTo("302 /missing_key.html");
        assertThat(STUB.getAllServeEvents()).hasSize(1);
    }

    @Test
    void waitsAsLongAsTheServiceRequests() throws Exception {
        first(
                aResponse().withStatus(429).withHeader("Retry-After", "1"),
                aResponse().withBody("fine"));
        long begun = System.nanoTime();

        assertThat(service(QUICK).get(request(), WebServiceTest::text)).isEqualTo("fine");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(logged()).singleElement().asString().contains("trying again in 1 s");
    }

    @Test
    void delaysAllRequestsIfTheServiceRequestsAWait() throws Exception {
        STUB.stubFor(get(anyUrl()).willReturn(aResponse().withBody("fine")));
        WebService service = service(new RequestLimits(2, NO_PAUSE, 1, SHORT, AMPLE));
        long begun = System.nanoTime();
        assertThatThrownBy(() -> service.get(request(), answer -> {
                    throw new RetryableException("too many", Optional.of(Duration.ofMillis(300)));
                }))
                .isInstanceOf(IOException.class);

        service.get(request(), WebServiceTest::text);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void failsIfTheServiceRequestsTooLongAWait() {
        STUB.stubFor(get(PATH)
                .willReturn(aResponse().withStatus(503).withBody("maintenance").withHeader("Retry-After", "601")));

        Throwable failure = catchThrowable(() -> service(QUICK).get(request(), WebServiceTest::text));

        assertThat(failure)
                .isInstanceOf(IOException.class)
                .hasMessage("US Census API: no usable response to GET " + base()
                        + "/data?get=GEN_VAL_MO&key=***&time=2026-09 after 1 attempt: 503 maintenance; it requests a wait of"
                        + " 601 s, which is longer than 600 s: try again then");
        assertNoSecret(failure);
    }

    @Test
    void failsAfterTheLastAttempt() {
        STUB.stubFor(get(PATH).willReturn(aResponse().withStatus(503).withBody("<p>no, <b>k3yé$0</b></p>")));

        Throwable failure = catchThrowable(() -> service(QUICK).get(request(), WebServiceTest::text));

        assertThat(failure)
                .isInstanceOf(IOException.class)
                .hasMessage("US Census API: no usable response to GET " + base()
                        + "/data?get=GEN_VAL_MO&key=***&time=2026-09 after 3 attempts: 503 no, ***");
        assertThat(quota().left()).isEqualTo(997);
        assertThat(logged()).hasSize(2);
        assertNoSecret(failure);
    }

    @Test
    void reportsThatItCannotConnect() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Request request = new Request(URI.create("http://127.0.0.1:" + port + PATH));

        Throwable failure = catchThrowable(() -> service(QUICK).get(request, WebServiceTest::text));

        assertThat(failure)
                .isInstanceOf(IOException.class)
                .hasMessage("US Census API: no usable response to GET http://127.0.0.1:" + port
                        + "/data?get=GEN_VAL_MO&key=***&time=2026-09 after 3 attempts: cannot connect");
        assertThat(logged()).hasSize(2);
        assertNoSecret(failure);
    }

    @Test
    void hidesTheSecretEvenIfItIsInAMalformedBody() {
        STUB.stubFor(get(PATH).willReturn(aResponse().withBody("[\"fine\", \n k3yé$0]")));
        ResponseReader<JsonNode> reader = answer -> {
            try {
                return new ObjectMapper().readTree(answer.body());
            } catch (IOException e) {
                throw new IOException("unlike JSON: k3yé$0", new IllegalStateException("k3y%c3%a9$0", e));
            }
        };

        Throwable failure = catchThrowable(() -> service(QUICK).get(request(), reader));

        assertThat(failure)
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(" after 3 attempts: unlike JSON: ***")
                .hasMessageNotContaining("\n");
        assertThat(failure.getCause()).hasMessageContaining("unlike JSON: ***");
        assertThat(failure.getCause().getCause()).hasMessageContaining("IllegalStateException: ***");
        assertNoSecret(failure);
    }

    @Test
    void reportsAParsersMessageOfSeveralLinesOnOneLine() {
        STUB.stubFor(get(PATH).willReturn(aResponse().withBody("<html>")));

        IOException failure = catchThrowableOfType(
                IOException.class,
                () -> service(QUICK).get(request(), answer -> new ObjectMapper().readTree(answer.body())));

        assertThat(failure.getMessage()).contains("Unexpected character ('<'").doesNotContain("\n");
    }

    @Test
    void doesNotRetryIfAnOperatorMustAct() {
        STUB.stubFor(get(PATH).willReturn(aResponse()));

        Throwable failure = catchThrowable(() -> service(QUICK).get(request(), answer -> {
            throw new OperatorException("the key k3y%C3%A9$0 is not valid: ask for another");
        }));

        assertThat(failure)
                .isInstanceOf(OperatorException.class)
                .hasMessage("the key *** is not valid: ask for another");
        assertThat(quota().left()).isEqualTo(999);
        assertNoSecret(failure);
    }

    @Test
    void doesNotRetryIfTheReaderHasABug() {
        STUB.stubFor(get(PATH).willReturn(aResponse()));
        IllegalStateException bug = new IllegalStateException("bug");

        assertThatThrownBy(() -> service(QUICK).get(request(), answer -> {
                    throw bug;
                }))
                .isSameAs(bug);
        assertThat(quota().left()).isEqualTo(999);
    }

    @Test
    void sendsNoRequestIfTheQuotaIsUsedUp() throws Exception {
        STUB.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(500)));
        DailyQuota small = new DailyQuota("US Census API", 2, folder.resolve("small"), Clock.systemUTC());
        WebService service = new WebService("US Census API", QUICK, small, Optional.empty());
        toClose.add(service);

        assertThatThrownBy(() -> service.get(request(), WebServiceTest::text))
                .isInstanceOf(QuotaExhaustedException.class);
        assertThat(STUB.getAllServeEvents()).hasSize(2);
    }

    @Test
    void endsWaitingWhenInterrupted() throws Exception {
        STUB.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(503)));
        WebService service = service(new RequestLimits(1, NO_PAUSE, 3, Duration.ofMinutes(1), AMPLE));
        CountDownLatch asked = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();

        Future<Throwable> outcome = thread.submit(() -> catchThrowable(() -> service.get(request(), answer -> {
            asked.countDown();
            return text(answer);
        })));
        asked.await();
        thread.shutdownNow();

        assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void returnsResponsesInTheOrderOfTheRequests() throws Exception {
        for (int i = 0; i < 20; i++) {
            int delayMillis = i % 5 == 0 ? 60 : 0;
            STUB.stubFor(
                    get("/" + i).willReturn(aResponse().withBody("answer " + i).withFixedDelay(delayMillis)));
        }

        List<String> answers;
        try (OrderedResponses<String> all = service(new RequestLimits(5, NO_PAUSE, 3, SHORT, AMPLE))
                .getAll(requests(20).iterator(), WebServiceTest::text)) {
            answers = all(all);
        }

        assertThat(answers)
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "answer " + i).toList());
    }

    @Test
    void neverHasMoreRequestsInFlightThanAllowed() throws Exception {
        STUB.stubFor(get(anyUrl()).willReturn(aResponse()));
        PARALLEL.staysMillis = 20;
        WebService service = service(new RequestLimits(3, NO_PAUSE, 3, SHORT, AMPLE));
        ExecutorService threads = Executors.newFixedThreadPool(3);

        List<Future<List<String>>> askers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            askers.add(threads.submit(() -> {
                service.get(request(), WebServiceTest::text);
                return all(service.getAll(requests(10).iterator(), WebServiceTest::text));
            }));
        }
        for (Future<List<String>> asker : askers) {
            assertThat(asker.get()).hasSize(10);
        }
        threads.shutdown();

        assertThat(PARALLEL.mostInside()).isEqualTo(3);
    }

    @Test
    void pausesBetweenTheRequestsOfAllThreads() throws Exception {
        STUB.stubFor(get(anyUrl()).willReturn(aResponse()));
        Duration pause = Duration.ofMillis(50);
        WebService service = service(new RequestLimits(4, pause, 3, SHORT, AMPLE));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        long begun = System.nanoTime();

        List<Future<List<String>>> askers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            askers.add(threads.submit(() -> all(service.getAll(requests(5).iterator(), WebServiceTest::text))));
        }
        for (Future<List<String>> asker : askers) {
            asker.get();
        }
        threads.shutdown();

        List<Long> arrivals = PARALLEL.arrivals().stream().sorted().toList();
        assertThat(arrivals).hasSize(10);
        for (int earlier = 0; earlier < arrivals.size(); earlier++) {
            // From the very beginning: what is late on its way must not look like too short a pause behind it.
            assertThat(arrivals.get(earlier) - begun).isGreaterThanOrEqualTo(earlier * pause.toNanos());
        }
    }

    @Test
    void readsRequestsOnlyAsFarAsThereIsRoom() throws Exception {
        STUB.stubFor(get(anyUrl()).willReturn(aResponse()));
        AtomicInteger pulled = new AtomicInteger();
        Iterator<Request> endless = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Request next() {
                return new Request(uri("/" + pulled.getAndIncrement()));
            }
        };

        try (OrderedResponses<String> answers = service(QUICK).getAll(endless, WebServiceTest::text)) {
            assertThat(pulled).hasValue(0);
            answers.next();
            assertThat(pulled).hasValue(3);
            answers.next();
            answers.next();
            assertThat(pulled).hasValue(5);
        }
    }

    @Test
    void continuesAfterARequestThatFailed() throws Exception {
        STUB.stubFor(get(anyUrl()).willReturn(aResponse().withBody("fine")));
        STUB.stubFor(get("/1").willReturn(aResponse().withStatus(500)));

        try (OrderedResponses<String> answers =
                service(QUICK).getAll(requests(3).iterator(), WebServiceTest::text)) {
            assertThat(answers.next()).contains("fine");
            assertThatThrownBy(answers::next)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("/1 after 3 attempts: 500");
            assertThat(answers.next()).contains("fine");
            assertThat(answers.next()).isEmpty();
            assertThat(answers.next()).isEmpty();
        }
    }

    @Test
    void cancelsRequestsInFlightWhenClosed() throws Exception {
        BluntServer server = server(new Script("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n", false));
        List<Request> requests = List.of(new Request(server.uri("/1")), new Request(server.uri("/2")));
        OrderedResponses<String> answers = service(QUICK).getAll(requests.iterator(), WebServiceTest::text);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<Throwable> outcome = thread.submit(() -> catchThrowable(answers::next));
        while (server.connections() < 2) {
            Thread.onSpinWait();
        }

        answers.close();

        assertThat(outcome.get(10, TimeUnit.SECONDS))
                .isInstanceOf(IOException.class)
                .hasMessage("closed while waiting for the next response");
        assertThat(server.leftAlone().await(10, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(answers::next).isInstanceOf(IllegalStateException.class);
        assertThat(logged()).isEmpty();
        thread.shutdown();
    }

    @Test
    void cancelsAllRequestsWhenTheServiceIsClosed() throws Exception {
        BluntServer server = server(new Script("", false));
        WebService service = service(QUICK);
        OrderedResponses<String> answers =
                service.getAll(List.of(new Request(server.uri("/"))).iterator(), WebServiceTest::text);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<Throwable> outcome = thread.submit(() -> catchThrowable(answers::next));
        while (server.connections() < 1) {
            Thread.onSpinWait();
        }

        service.close();

        assertThat(outcome.get(10, TimeUnit.SECONDS))
                .isInstanceOf(IOException.class)
                .hasMessage("the web service was closed during the request");
        assertThatThrownBy(service.getAll(requests(1).iterator(), WebServiceTest::text)::next)
                .isInstanceOf(IOException.class)
                .hasMessage("the web service is closed");
        assertThat(server.leftAlone().await(10, TimeUnit.SECONDS)).isTrue();
        thread.shutdown();
    }

    @Test
    void printsRequestsWithoutQueryAndHeaders() {
        assertThat(new Request(URI.create("https://api.census.gov/data?key=1"), Map.of("Key", "2")))
                .hasToString("GET https://api.census.gov/data");
    }
}
