package org.lodewatch.producer.census;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ImdbFileTest {

    private static final YearMonth MONTH = YearMonth.of(2026, 1);
    private static final byte[] UNITS = ImdbGenerator.concord("8110100000", "KG ", "   ");

    @TempDir
    private Path directory;

    private static byte[] zip(Map<String, byte[]> members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] zipOf(byte[]... lines) {
        ByteArrayOutputStream detail = new ByteArrayOutputStream();
        Arrays.stream(lines).forEach(detail::writeBytes);
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("IMP_DETL.TXT", detail.toByteArray());
        members.put("CONCORD.TXT", UNITS);
        return zip(members);
    }

    private static byte[] line(int country, int district, long general, long consumption, long kilograms) {
        return ImdbGenerator.line("8110100000", country, district, MONTH, general, consumption, kilograms);
    }

    private static List<String> sums(byte[] zip, Basis basis) throws IOException, ImdbFile.FormatException {
        return ImdbFile.read(new ByteArrayInputStream(zip), MONTH, basis, ImdbGenerator.SCOPES).sums().stream()
                .map(sum -> "%d/%d=%d, %d".formatted(sum.commodity(), sum.country(), sum.dollars(), sum.quantity1()))
                .toList();
    }

    private static void refused(byte[] zip, String reason, String message) {
        assertThatThrownBy(() -> sums(zip, Basis.GENERAL))
                .isInstanceOf(ImdbFile.FormatException.class)
                .hasMessage(message)
                .extracting(fault -> ((ImdbFile.FormatException) fault).reason())
                .hasToString(reason);
    }

    @Test
    void districtsAreAddedUpAndTheYearToDateIsNot() throws Exception {
        byte[] zip = zipOf(line(5700, 10, 100, 80, 7), line(5700, 11, 50, 60, 3), line(1220, 10, 9, 9, 1));

        assertThat(sums(zip, Basis.GENERAL)).containsExactly("8110100000/1220=9, 1", "8110100000/5700=150, 10");
        assertThat(sums(zip, Basis.CONSUMPTION)).containsExactly("8110100000/1220=9, 1", "8110100000/5700=140, 10");
    }

    @Test
    void linesOfZerosAndOtherCodesLeaveNothing() throws Exception {
        byte[] other = ImdbGenerator.line("8517620090", 5700, 10, MONTH, 5, 5, 5);

        assertThat(sums(zipOf(line(5700, 10, 0, 0, 0), other, line(1220, 10, 9, 9, 1)), Basis.GENERAL))
                .containsExactly("8110100000/1220=9, 1");
    }

    @Test
    void aLastLineWithoutLineEndAndLinesWithoutReturnsAreRead() throws Exception {
        byte[] unix = new String(line(5700, 10, 100, 80, 7), ISO_8859_1)
                .replace("\r", "")
                .getBytes(ISO_8859_1);
        byte[] last = Arrays.copyOf(line(1220, 10, 9, 9, 1), ImdbGenerator.WIDTH);

        assertThat(sums(zipOf(unix, unix, last), Basis.GENERAL))
                .containsExactly("8110100000/1220=9, 1", "8110100000/5700=200, 14");
    }

    @Test
    void namesInAnyCaseAndFoldersAreFound() throws Exception {
        Path file = directory.resolve("a.zip");
        ImdbGenerator generator = new ImdbGenerator(MONTH, 20_000, 7).write(file);
        try (InputStream in = Files.newInputStream(file)) {
            ImdbFile read = ImdbFile.read(in, MONTH, Basis.CONSUMPTION, ImdbGenerator.SCOPES);
            Map<String, Long> sums = new LinkedHashMap<>();
            read.sums().forEach(sum -> sums.put("%010d/%04d".formatted(sum.commodity(), sum.country()), sum.dollars()));
            Map<String, Long> expected = new LinkedHashMap<>();
            generator.sums().forEach((key, sum) -> {
                expected.put(key, sum.consumption());
            });
            assertThat(sums).isEqualTo(expected).hasSize(3 * 12 * 10);
            assertThat(read.lines()).isEqualTo(20_000);
            assertThat(read.units().get(8110100000L)).isEqualTo(new ImdbFile.Units("KG", ""));
        }
    }

    @Test
    void aBadLineMakesTheFileUnusable() {
        byte[] good = line(1220, 10, 9, 9, 1);
        byte[] letters = good.clone();
        letters[190] = 'x';
        byte[] cut = Arrays.copyOf(good, 500);
        byte[] february = ImdbGenerator.line("8110100000", 1220, 10, MONTH.plusMonths(1), 9, 9, 1);

        refused(zipOf(good, letters), "bad-line", "IMP_DETL.TXT, line 2: value 'x 9'; expected 3 digits");
        refused(zipOf(good, good, cut), "bad-line", "IMP_DETL.TXT, line 3: 500 characters; expected 688");
        refused(zipOf(february), "bad-line", "IMP_DETL.TXT, line 1: of 202602; expected 202601");
    }

    @Test
    void anOverlongLineIsRejectedBeforeItsEnd() {
        byte[] endless = new byte[1 << 20];
        Arrays.fill(endless, (byte) '1');

        assertThatThrownBy(() -> sums(zipOf(endless), Basis.GENERAL))
                .isInstanceOf(ImdbFile.FormatException.class)
                .hasMessageContaining("or more; expected 688");
    }

    @Test
    void aFileWithoutItsMembersIsRejected() {
        refused(
                "<html>gone</html>".getBytes(UTF_8),
                "no-zip-file",
                "this is not a zip file; expected one with IMP_DETL.TXT");
        refused(zip(Map.of("CONCORD.TXT", UNITS)), "missing-member", "there is no IMP_DETL.TXT in the zip file");
        refused(
                zip(Map.of("IMP_DETL.TXT", line(1220, 10, 9, 9, 1))),
                "missing-member",
                "there is no CONCORD.TXT in the zip file");
        refused(zipOf(), "empty-member", "IMP_DETL.TXT is empty");
        refused(
                zip(Map.of("IMP_DETL.TXT", line(1220, 10, 9, 9, 1), "CONCORD.TXT", new byte[0])),
                "empty-member",
                "CONCORD.TXT is empty");
    }

    @Test
    void aRepeatedMemberIsNotAddedUp() {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("IMP_DETL.TXT", line(1220, 10, 9, 9, 1));
        members.put("CONCORD.TXT", UNITS);
        members.put("copy/imp_detl.txt", line(1220, 10, 9, 9, 1));

        refused(zip(members), "double-member", "there are two IMP_DETL.TXT in the zip file");
    }

    @Test
    void unitsMayBeFirstAndOtherMembersMayHaveAnyName() throws Exception {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("CONCORD.TXT", UNITS);
        members.put("X.txt", "not text: \0".getBytes(ISO_8859_1));
        members.put("Documentation/IMP_DETL.lay", "a layout".getBytes(ISO_8859_1));
        members.put("IMP_DETL.TXT", line(1220, 10, 9, 9, 1));
        byte[] zip = zip(members);
        nameOneByte(zip, "X.txt", 0x94); // an o with two dots in code page 437; not UTF-8

        assertThat(sums(zip, Basis.GENERAL)).containsExactly("8110100000/1220=9, 1");
        assertThat(ImdbFile.read(new ByteArrayInputStream(zip), MONTH, Basis.GENERAL, ImdbGenerator.SCOPES)
                        .units()
                        .get(8110100000L))
                .isEqualTo(new ImdbFile.Units("KG", ""));
    }

    /** Another first byte for the name of a member, and no claim that names are in UTF-8. */
    private static void nameOneByte(byte[] zip, String name, int first) {
        int at = new String(zip, ISO_8859_1).indexOf(name);
        zip[at] = (byte) first;
        zip[at - 23] &= ~0x08;
    }

    @Test
    void aTruncatedFileIsAFailure() {
        byte[][] lines = new byte[5_000][];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = line(1220, 10, i * 31L, 9, 1);
        }
        byte[] zip = zipOf(lines);

        assertThatThrownBy(() -> sums(Arrays.copyOf(zip, zip.length / 2), Basis.GENERAL))
                .isInstanceOf(EOFException.class);
    }

    @Test
    @Timeout(300)
    void aFileFiveTimesTheHeapIsReadAsAStream() throws Exception {
        Path file = directory.resolve("IMDB2601.ZIP");
        ImdbGenerator generator = new ImdbGenerator(MONTH, 244_000, 42).write(file);
        Path printed = directory.resolve("printed");
        Process fixture = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ImdbHeapProbe.class.getName(),
                        file.toString(),
                        MONTH.toString())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            assertThat(fixture.waitFor(240, TimeUnit.SECONDS)).isTrue();
        } finally {
            fixture.destroyForcibly();
        }

        List<String> lines = Files.readAllLines(printed);
        List<String> expected = new ArrayList<>();
        generator.sums().forEach((key, sum) -> expected.add(key + " " + sum.general() + " " + sum.kilograms()));
        assertThat(lines.get(0)).startsWith("244,000 lines, 168 MB in ");
        assertThat(lines.subList(1, lines.size())).isEqualTo(expected);
    }
}
