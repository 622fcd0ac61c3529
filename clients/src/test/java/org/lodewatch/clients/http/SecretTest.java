package org.lodewatch.clients.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.schemas.OperatorException;
import org.slf4j.LoggerFactory;

class SecretTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k y/+é$1",
                "k%20y%2F%2B%C3%A9%241",
                "k%20y%2f%2b%c3%a9%241",
                "k+y/%2B%C3%A9$1",
                "%6B%20%79%2F%2B%C3%A9%24%31"
            })
    void isHiddenInEverySpelling(String spelling) {
        assertThat(Secret.of("k y/+é$1").hiddenIn("?key=" + spelling + "&a=1 " + spelling))
                .isEqualTo("?key=***&a=1 ***");
    }

    @Test
    void isHiddenAsTheJdkEncodesIt() {
        String text = "a&b=c d\\E.*\"%20ß€\uD83D\uDE00";

        assertThat(Secret.of(text).hiddenIn("<" + URLEncoder.encode(text, UTF_8) + ">"))
                .isEqualTo("<***>");
    }

    @Test
    void doesNotChangeOtherTexts() {
        assertThat(Secret.of("a.c").hiddenIn("abc A.C a.b")).isEqualTo("abc A.C a.b");
    }

    @Test
    void showsStars() {
        assertThat(Secret.of("hunter2")).hasToString("***");
    }

    @Test
    void isTheFirstLineOfAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "\ufeff 0123abc \r\nsecond line\n");

        assertThat(Secret.ofFile(file).reveal()).isEqualTo("0123abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n0123abc", "  \n"})
    void reportsAFileWithoutAKey(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), content);

        assertThatThrownBy(() -> Secret.ofFile(file))
                .isInstanceOf(OperatorException.class)
                .hasMessage(file + ": the first line is empty: put the key there");
    }

    @Test
    void reportsWhatIsWrongWithAFile() throws IOException {
        Path missing = folder.resolve("missing");
        Path binary = Files.write(folder.resolve("binary"), "clé".getBytes(ISO_8859_1));

        assertThatThrownBy(() -> Secret.ofFile(missing))
                .isInstanceOf(OperatorException.class)
                .hasMessage(missing + ": there is no such file: create it, with the key in its first line");
        assertThatThrownBy(() -> Secret.ofFile(binary))
                .isInstanceOf(OperatorException.class)
                .hasMessage(binary + ": not a text file in UTF-8: name the file that has the key in its first line");
        assertThatThrownBy(() -> Secret.ofFile(folder))
                .isInstanceOf(OperatorException.class)
                .hasMessage(folder + ": cannot be read: check that it is a file, and that you may read it");
    }

    @Test
    void isAbsentIfTheEnvironmentLacksIt() {
        assertThat(Secret.ofEnvironment("LODEWATCH_TEST_NO_SUCH_VARIABLE")).isEmpty();
        assertThat(Secret.ofEnvironment("PATH").orElseThrow().reveal()).isEqualTo(System.getenv("PATH"));
    }

    @ParameterizedTest
    @CsvSource({"rw-------, 0", "rw-r-----, 0", "rw-r--r--, 1"})
    void warnsOfAFileThatEveryUserOfTheMachineMayRead(String permissions, int warnings) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "open sesame");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        Logger logger = (Logger) LoggerFactory.getLogger(Secret.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            Secret.ofFile(file);
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list)
                .hasSize(warnings)
                .allSatisfy(event -> assertThat(event.getFormattedMessage())
                        .isEqualTo("%s holds a secret, and every user of this machine can read it: chmod 600 %s"
                                .formatted(file, file)));
    }
}
