package org.lodewatch.service.method;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A page of Markdown as sections of safe HTML: markup in the text is escaped, and links lead to sections of the page alone. Links
 * to other pages and files, which a running process does not serve, become their text.
 */
public final class MethodDocument {

    private static final String RESOURCE = "method.md";

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

    private MethodDocument() {}

    /** The sections of docs/method.md. */
    public static List<MethodSection> bundled() {
        try (InputStream in = MethodDocument.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("%s is not on the class path".formatted(RESOURCE));
            }
            return sections(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sections of a page, in their order. What comes before its first heading belongs to none. */
    static List<MethodSection> sections(String markdown) {
        Node page = Parser.builder().extensions(EXTENSIONS).build().parse(markdown);
        page.accept(new ForTheScreen());
        HtmlRenderer renderer = HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .attributeProviderFactory(context -> new Classes())
                .build();
        List<MethodSection> sections = new ArrayList<>();
        Node node = page.getFirstChild();
        while (node != null) {
            if (node instanceof Heading heading) {
                Document content = new Document();
                Node next = heading.getNext();
                while (next != null && !(next instanceof Heading)) {
                    Node after = next.getNext();
                    content.appendChild(next);
                    next = after;
                }
                String title = text(heading);
                sections.add(new MethodSection(
                        slug(title), heading.getLevel(), title, scrolling(renderer.render(content), title)));
                node = next;
            } else {
                node = node.getNext();
            }
        }
        return sections;
    }

    /** Wide tables scroll by themselves, also by keys. No other text has these tags, because markup in the text is escaped. */
    private static String scrolling(String html, String title) {
        return html.replace(
                        "<table>",
                        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table of %s\"><table>"
                                .formatted(title.replace("&", "&amp;")
                                        .replace("<", "&lt;")
                                        .replace("\"", "&quot;")))
                .replace("</table>", "</table></div>");
    }

    /** The name of a heading in links, as GitHub makes it. */
    static String slug(String title) {
        return title.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} -]", "")
                .replace(' ', '-');
    }

    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                text.append(part.getLiteral());
            }
        });
        return text.toString();
    }

    /** Links to sections become those of the screen, all others their text; formulas get the signs that plain text lacks. */
    private static final class ForTheScreen extends AbstractVisitor {

        @Override
        public void visit(Code code) {
            if (code.getLiteral().contains(" = ")) {
                code.setLiteral(code.getLiteral().replace(" x ", " × ").replace(" - ", " − "));
            }
        }

        @Override
        public void visit(FencedCodeBlock block) {
            if (block.getInfo().equals("calculation")) {
                block.setLiteral(block.getLiteral()
                        .replace(" ^ 2", "²")
                        .replace(" * ", " × ")
                        .replace(" - ", " − "));
            }
        }

        @Override
        public void visit(Link link) {
            visitChildren(link);
            String target = link.getDestination();
            if (target.startsWith("#")) {
                link.setDestination("#/method/" + target.substring(1));
            } else if (!target.startsWith("https://")) {
                while (link.getFirstChild() != null) {
                    link.insertBefore(link.getFirstChild());
                }
                link.unlink();
            }
        }
    }

    /** Names for styles: a formula is code with an equals sign, and the language of a block of code. */
    private static final class Classes implements AttributeProvider {

        @Override
        public void setAttributes(Node node, String tag, Map<String, String> attributes) {
            if (node instanceof Code code
                    && code.getLiteral().contains(" = ")
                    && code.getParent() instanceof Paragraph) {
                attributes.put("class", "formula");
            } else if (node instanceof FencedCodeBlock block && tag.equals("pre")) {
                attributes.put("class", block.getInfo().split(" ")[0]);
            }
        }
    }
}
