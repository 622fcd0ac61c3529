package org.lodewatch.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lodewatch.cli.output.Screen;
import picocli.CommandLine.Command;

class LodewatchCommandTest {

    private final StringWriter err = new StringWriter();
    private final Screen screen = new Screen(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            false,
            false,
            Screen.UNLIMITED,
            Screen.UNLIMITED);

    @Command(name = "overflow")
    static final class Overflow implements Runnable {

        @Override
        public void run() {
            throw new StackOverflowError("of a test");
        }
    }

    @Test
    void anErrorEndsTheCommandWithALineAndACode() {
        int code = new LodewatchCommand(screen, List.of(Overflow.class)).execute("overflow");

        assertThat(code).isEqualTo(1);
        assertThat(err)
                .hasToString(
                        "lodewatch: unexpected java.lang.StackOverflowError: of a test (run it again with --debug for"
                                + " the stack trace)" + System.lineSeparator());
    }

    @Test
    void aWrongOptionIsQuotedWithoutControlCharacters() {
        int code = new LodewatchCommand(screen, List.of()).execute("alerts", "--follow=a\tb\u001b");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("'a\\tb\\u001b'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.00 US               | Illegal character in path
            https://me:s3cret@h{  | Illegal character in authority
            api.example.org       | write https://HOST/PATH or http://HOST/PATH
            ftp://me:s3cret@h     | write https://HOST/PATH or http://HOST/PATH
            http:///path          | write https://HOST/PATH or http://HOST/PATH
            http://h:65536        | write https://HOST/PATH or http://HOST/PATH
            """)
    void aWrongAddressOfASourceIsRefusedAndNotPrinted(String url, String why) {
        int code = new LodewatchCommand(screen, List.of()).execute("produce", "census", "--url=" + url);

        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("lodewatch produce census: Invalid value for option '--url': not a URL: " + why)
                .doesNotContain("s3cret", "Exception");
    }

    @Test
    void debugPrintsItsStack() {
        new LodewatchCommand(screen, List.of(Overflow.class)).execute("overflow", "--debug");

        assertThat(err.toString()).contains("at " + Overflow.class.getName());
    }
}
