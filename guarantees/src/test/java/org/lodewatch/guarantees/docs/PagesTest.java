package org.lodewatch.guarantees.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.cli.commands.LodewatchCommand;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.clients.access.Application;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.local.broker.BrokerCommand;
import org.lodewatch.local.commands.Page.Block;
import org.lodewatch.local.commands.Session;
import org.lodewatch.local.demo.DemoCommand;
import org.lodewatch.producer.poll.TariffScopes;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.service.api.PolicyJson;
import picocli.CommandLine;

/** README.md and docs/ agree with the commands, files, rights and catalogue. */
class PagesTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");

    @TempDir
    private Path directory;

    @Test
    void everyCommandOfThePagesParses() throws IOException {
        List<String> commands = new ArrayList<>();
        for (Path page : Pages.all()) {
            for (String block : Pages.blocks(page, "sh")) {
                block.lines()
                        .map(line -> line.replaceFirst("\\s+#.*", "")
                                .replace("$ ", "")
                                .replaceFirst("^LODEWATCH_OPTS=\\S+ ", ""))
                        .filter(line -> line.startsWith("./lodewatch "))
                        .forEach(commands::add);
            }
        }

        assertThat(commands).hasSizeGreaterThan(15).allSatisfy(PagesTest::parses);
    }

    @Test
    void theCasesBesideAPolicyPassAsThePageShows() throws IOException {
        String cases = Pages.blocks(Pages.POLICIES, "json cases").get(0);
        Path file = Files.writeString(directory.resolve("cobalt-cases.json"), cases);

        Session session = Session.of("policies", "check", file.toString());

        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(Files.readString(Pages.POLICIES))
                .contains("$ ./lodewatch policies check cobalt-cases.json\n"
                        + session.out().replace(directory + "/", ""));
        Files.writeString(file, cases.replace("\"figure\": 50.0", "\"figure\": 51.0"));
        assertThat(Session.of("policies", "check", file.toString()).exitCode()).isEqualTo(1);
    }

    @Test
    void theCatalogueOfThePagesLoads() throws IOException {
        for (Block block : Pages.blocks(Pages.DATA)) {
            if (block.kind().startsWith("catalogue ")) {
                Files.writeString(directory.resolve(block.kind().substring("catalogue ".length())), block.text());
            }
        }

        Catalogue catalogue = Catalogue.load(directory);

        assertThat(catalogue.classify("7403110000"))
                .map(Classification::mineral)
                .contains("chapter-74");
    }

    @Test
    void theReadmeNamesTheMineralsThatSixDigitsCannotSeparate() throws IOException {
        Map<String, Set<Integer>> digits = new TreeMap<>();
        Catalogue.bundled().commodities().stream()
                .filter(Classification::headline)
                .forEach(code -> digits.computeIfAbsent(code.mineral(), mineral -> new TreeSet<>())
                        .add(code.prefix().length()));
        String names = digits.entrySet().stream()
                .filter(mineral -> mineral.getValue().stream().allMatch(length -> length > 6))
                .map(mineral -> Catalogue.bundled()
                        .mineral(mineral.getKey())
                        .orElseThrow()
                        .name())
                .collect(Collectors.joining(", "));

        assertThat(Files.readString(Pages.README).replaceAll("\\s+", " ")).contains(names);
    }

    @Test
    void theRequestsOfThePagesAreThoseOfTheCatalogue() throws IOException {
        int headings = TariffScopes.of(Catalogue.bundled()).size();

        assertThat(Files.readString(Pages.FEEDS).replaceAll("\\s+", " "))
                .contains("each of the " + headings + " headings of the catalogue, twelve months at a time: "
                        + 4 * headings + " requests")
                .contains("A new month costs " + headings)
                .contains("36 months are read again: " + 3 * headings + " requests");
    }

    @Test
    void theRightsOfThePagesAreThoseThatAreGranted() throws IOException {
        assertThat(Files.readString(Pages.OPERATIONS))
                .contains("$ ./lodewatch topics acls\n"
                        + Session.of("topics", "acls").out() + "```\n");
        assertThat(Arrays.stream(Application.values()).map(Application::id))
                .allSatisfy(application ->
                        assertThat(Files.readString(Pages.SECURITY)).contains("| `" + application + "` |"));
    }

    @Test
    void theInitialPoliciesOfThePageAreThoseOfANewCluster() throws IOException {
        List<String> rows = Files.readAllLines(Pages.POLICIES).stream()
                .dropWhile(line -> !line.equals("## Initial policies"))
                .takeWhile(line -> !line.equals("## Fields"))
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        Policies.initial().stream().map(PagesTest::row).toList());
    }

    @Test
    void everyLinkLeadsToAFileAndEveryModuleIsNamed() throws IOException {
        for (Path page : Pages.all()) {
            // A regular expression in a block may look like a link.
            Matcher links = LINK.matcher(Files.readString(page).replaceAll("(?ms)^```.*?^```$", ""));
            while (links.find()) {
                if (!links.group(1).startsWith("http")) {
                    assertThat(page.resolveSibling(links.group(1))).exists();
                }
            }
        }
        assertThat(Files.readString(Pages.README)).contains("schemas/", "service/", "producer/", "streams/", "local/");
    }

    private static String row(DependencePolicy policy) {
        PolicyJson json = PolicyJson.of(policy);
        String subject = json.subjectName() == null
                ? json.subject().replace('-', ' ')
                : json.subject() + " `" + json.subjectName() + "`";
        return "| `%s` | %s | `%s` | %.0f | %.0f |"
                .formatted(json.id(), subject, json.metric(), json.warning(), json.critical());
    }

    private static void parses(String line) {
        StringWriter sink = new StringWriter();
        CommandLine commandLine = new LodewatchCommand(
                        Screen.plain(new PrintWriter(sink), new PrintWriter(sink)),
                        List.of(DemoCommand.class, BrokerCommand.class))
                .commandLine();
        String[] args = Pages.words(line.substring("./lodewatch ".length())).toArray(String[]::new);
        assertThatCode(() -> commandLine.parseArgs(args)).as(line).doesNotThrowAnyException();
    }
}
