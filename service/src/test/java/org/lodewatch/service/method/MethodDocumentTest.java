package org.lodewatch.service.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MethodDocumentTest {

    @Test
    void aSectionIsAHeadingAndWhatFollowsIt() {
        List<MethodSection> sections =
                MethodDocument.sections("before\n\n# Page\n\nfirst\n\n## A `B` & C\n\n- one\n\n### Empty\n");

        assertThat(sections)
                .containsExactly(
                        new MethodSection("page", 1, "Page", "<p>first</p>\n"),
                        new MethodSection("a-b--c", 2, "A B & C", "<ul>\n<li>one</li>\n</ul>\n"),
                        new MethodSection("empty", 3, "Empty", ""));
    }

    @Test
    void markupInTheTextIsEscaped() {
        String html = MethodDocument.sections(
                        "# Page\n\nx <img src=x onerror=alert(1)> [a](javascript:alert(1)) `<b>`\n\n<script>alert(1)</script>\n")
                .get(0)
                .html();

        assertThat(html).doesNotContain("<img", "<script", "javascript:", "<b>").contains("&lt;img src=x");
    }

    @Test
    void linksLeadToSectionsAlone() {
        String html = MethodDocument.sections(
                        "# Page\n\n[own](#hhi), [other](data.md#the-catalogue), [a `b`](../x.csv)\n")
                .get(0)
                .html();

        assertThat(html)
                .isEqualTo("<p><a rel=\"nofollow\" href=\"#/method/hhi\">own</a>, other, a <code>b</code></p>\n");
    }

    @Test
    void formulasHaveTheirSigns() {
        assertThat(MethodDocument.sections(
                                "# Page\n\n`a = b x c - d`, `b x c`\n\n```calculation\n2 ^ 2 * 3 - 1 = 11\n```\n")
                        .get(0)
                        .html())
                .contains("a = b × c − d", "<code>b x c</code>", "2² × 3 − 1 = 11");
    }

    @Test
    void formulasAndTablesHaveNames() {
        String html = MethodDocument.sections(
                        "# Page\n\n`a = b` and `c`\n\n|x|\n|--:|\n|1|\n\n```calculation\n1 = 1\n```\n")
                .get(0)
                .html();

        assertThat(html)
                .contains("<code class=\"formula\">a = b</code> and <code>c</code>")
                .contains("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table of Page\"><table>")
                .contains("</table></div>")
                .contains("<pre class=\"calculation\">");
    }

    @Test
    void eachLinkOfThePageHasItsSection() {
        List<MethodSection> sections = MethodDocument.bundled();
        List<String> ids = sections.stream().map(MethodSection::id).toList();

        assertThat(ids).doesNotHaveDuplicates().contains("hhi-and-effective-suppliers", "traps", "lists");
        sections.forEach(section -> assertThat(Pattern.compile("href=\"#/method/([^\"]*)\"")
                        .matcher(section.html())
                        .results()
                        .map(link -> link.group(1)))
                .as(section.id())
                .isSubsetOf(ids));
    }
}
