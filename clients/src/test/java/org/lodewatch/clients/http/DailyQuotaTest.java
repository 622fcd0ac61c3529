package org.lodewatch.clients.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.schemas.OperatorException;

class DailyQuotaTest {

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T23:59:59.999Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.ofHours(9));

    private Path file() {
        return folder.resolve("state").resolve("census.quota");
    }

    private DailyQuota quota(int perDay) {
        return new DailyQuota("US Census API", perDay, file(), clock);
    }

    @Test
    void isUsedUpAfterSoManyRequests() throws IOException {
        DailyQuota quota = quota(2);
        quota.take();
        quota.take();

        assertThatThrownBy(quota::take)
                .hasMessage("US Census API: the 2 requests of 2026-11-23 are used up;"
                        + " the next are available from 2026-11-24T00:00:00Z (midnight UTC)")
                .asInstanceOf(throwable(QuotaExhaustedException.class))
                .extracting(QuotaExhaustedException::until)
                .isEqualTo(Instant.parse("2026-11-24T00:00:00Z"));
        assertThat(quota.left()).isZero();
    }

    @Test
    void continuesTheCountOfAnEarlierProcess() throws IOException {
        quota(5).take();
        quota(5).take();

        assertThat(quota(5).left()).isEqualTo(3);
    }

    @Test
    void isFullAgainAtMidnightUtc() throws IOException {
        DailyQuota quota = quota(1);
        quota.take();
        now.set(Instant.parse("2026-11-24T00:00:00Z"));

        assertThat(quota.left()).isEqualTo(1);
        quota.take();
        assertThat(quota.left()).isZero();
    }

    @Test
    void hasNothingLeftIfItWasLargerBefore() throws IOException {
        quota(5).take();
        quota(5).take();

        assertThat(quota(1).left()).isZero();
        assertThatThrownBy(quota(1)::take).isInstanceOf(QuotaExhaustedException.class);
        assertThat(quota(5).left()).isEqualTo(3);
    }

    @Test
    void isSharedByAllThatUseItsFile() throws Exception {
        int each = 50;
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Void>> takers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            DailyQuota own = quota(4 * each + 7);
            Callable<Void> taker = () -> {
                for (int taken = 0; taken < each; taken++) {
                    own.take();
                }
                return null;
            };
            takers.add(threads.submit(taker));
        }
        for (Future<Void> taker : takers) {
            taker.get();
        }
        threads.shutdown();

        assertThat(quota(4 * each + 7).left()).isEqualTo(7);
    }

    @Test
    void countsForAnInterruptedThreadToo() throws IOException {
        DailyQuota quota = quota(3);
        Thread.currentThread().interrupt();

        quota.take();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(quota.left()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23 00000",
                "\0\0\0\0\0\0",
                "2026-11-23 0000000001\n2026-11-23 0000000001\n",
                "a longer text"
            })
    void countsFrom0IfTheFileIsDamaged(String content) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), content);
        DailyQuota quota = quota(3);

        quota.take();

        assertThat(quota.left()).isEqualTo(2);
        assertThat(file()).hasContent("2026-11-23 0000000001");
    }

    @Test
    void reportsAtOnceThatAFileCannotBeUsed() throws IOException {
        Files.createDirectories(file());

        assertThatThrownBy(() -> quota(3))
                .isInstanceOf(OperatorException.class)
                .hasMessageStartingWith("US Census API: cannot count the requests in " + file() + ": ")
                .hasMessageEndingWith(": check that it is a file, and that you may write to it");
    }
}
