package org.lodewatch.local.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.selenium.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The page in a browser, in the words of a person who uses it. Elements are named by CSS selectors. */
public final class PageBrowser implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(15);

    /** The screen is drawn, its panels have loaded, and its charts are there. */
    private static final String SETTLED = """
            const main = document.getElementById('main');
            return main && !main.hasAttribute('aria-busy') && main.childElementCount > 0
              && ![...main.querySelectorAll('.loading')].some((one) => one.getClientRects().length > 0)
              && [...main.querySelectorAll('.chart')].every((one) => one.querySelector('svg') || !one.getClientRects().length);
            """;

    private final ChromeDriver driver;
    private final PageInstance instance;
    private final List<String> expected = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private int width;
    private boolean dark;

    PageBrowser(ChromeDriver driver, PageInstance instance) {
        this.driver = driver;
        this.instance = instance;
    }

    /** A new tab, light, 1440 pixels wide, without stored data. */
    void begin() {
        String old = driver.getWindowHandle();
        String fresh = driver.switchTo().newWindow(WindowType.TAB).getWindowHandle();
        driver.switchTo().window(old).close();
        driver.switchTo().window(fresh);
        driver.executeCdpCommand(
                "Storage.clearDataForOrigin",
                Map.of("origin", instance.url(), "storageTypes", "local_storage,indexeddb"));
        driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", "UTC"));
        theme(false);
        width(1440);
        drain();
        errors.clear();
        expected.clear();
    }

    /** @throws AssertionError if the page has written an error to the console that was not expected */
    void end() {
        assertThat(errors()).as("errors on the console of the page").isEmpty();
    }

    /**
     * Opens a link to a state and waits until it is drawn.
     *
     * @param state as after {@code #/}, such as {@code mineral/graphite?dataset=us-census-battery}
     */
    public void open(String state) {
        openAt(instance.url(), state);
    }

    /** The same on another instance. */
    public void openAt(String url, String state) {
        // A change of the fragment alone would not load the page again.
        driver.get("about:blank");
        driver.get(url + "/#/" + state);
        settle();
    }

    /** Waits until the screen and its panels are drawn after a click or a key. */
    public void settle() {
        // The event of a change of state comes after the click that caused it.
        driver.executeAsyncScript("const done = arguments[0]; requestAnimationFrame(() => setTimeout(done))");
        await("the screen is drawn: " + driver.getCurrentUrl())
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(LONGEST)
                .until(() -> (Boolean) driver.executeScript(SETTLED));
    }

    /** Light or dark, as the system of the user asks for. */
    public void theme(boolean isDark) {
        dark = isDark;
        emulateMedia();
    }

    private void emulateMedia() {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        "",
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** The width of the window in pixels. */
    public void width(int pixels) {
        size(pixels, 900);
    }

    /** The window in pixels. */
    public void size(int pixels, int height) {
        width = pixels;
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** The first element that fits. Waits for it. */
    public WebElement find(String css) {
        return eventually(
                "an element " + css, () -> all(css).stream().findFirst().orElse(null));
    }

    /** All elements that fit now. */
    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Clicks the first element that fits, and waits until the screen is drawn. */
    public void click(String css) {
        find(css).click();
        settle();
    }

    /** Clicks the first link or button with this text, and waits until the screen is drawn. */
    public void clickText(String text) {
        eventually(
                        "a link or button " + text,
                        () -> all("a, button, summary").stream()
                                .filter(one -> one.isDisplayed()
                                        && collapsed(one.getText()).equals(text))
                                .findFirst()
                                .orElse(null))
                .click();
        settle();
    }

    /** Chooses the option of a field, by its value, and waits until the screen is drawn. */
    public void choose(String css, String value) {
        find(css)
                .findElement(By.cssSelector("option[value='%s']".formatted(value)))
                .click();
        settle();
    }

    /** Presses keys one after the other, wherever the focus is. */
    public void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
        settle();
    }

    /** The element that has the focus. */
    public WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** The visible text of the first element that fits, spaces collapsed. */
    public String text(String css) {
        return collapsed(find(css).getText());
    }

    /** The visible texts of all elements that fit. */
    public List<String> texts(String css) {
        return all(css).stream().map(one -> collapsed(one.getText())).toList();
    }

    /** Waits until the first element that fits contains a text. */
    public void awaitText(String css, String part) {
        await("%s contains %s".formatted(css, part))
                .pollInterval(Duration.ofMillis(50))
                .atMost(LONGEST)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(text(css)).contains(part));
    }

    /** The first table that fits, with its visible rows. */
    public PageTable table(String css) {
        return PageTable.of((Map<?, ?>) driver.executeScript(PageScripts.TABLE, find(css)));
    }

    /** The document at a path of the API that the page uses. */
    public JsonNode api(String path) {
        return instance.api(path);
    }

    /** Runs a script in the page. @return its result */
    public Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What the page violates of the rules of axe-core, in words. */
    public List<String> violations() {
        return new AxeBuilder()
                .analyze(driver).getViolations().stream()
                        .flatMap(rule -> rule.getNodes().stream()
                                .map(node ->
                                        "%s: %s; %s".formatted(rule.getId(), node.getHtml(), node.getFailureSummary())))
                        .toList();
    }

    /** How many pixels the page is wider than its window. */
    public long overflow() {
        return (Long) script("return document.documentElement.scrollWidth - innerWidth");
    }

    /** Texts beyond the window, or cut by a container that does not scroll. */
    public List<String> cutOff() {
        return ((List<?>) script(PageScripts.CUT_OFF))
                .stream().map(Object::toString).toList();
    }

    /** The text of the file that the page offers to save when this is done. */
    public String saved(Runnable click) {
        script(
                "const make = URL.createObjectURL; URL.createObjectURL = (file) => { window.saved = file; return make(file); }");
        click.run();
        return (String) driver.executeAsyncScript("const done = arguments[0]; window.saved.text().then(done)");
    }

    /** The visible part as a PNG. */
    public byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /** The fragment of the address, such as {@code #/alerts}. */
    public String state() {
        return (String) script("return location.hash");
    }

    public String title() {
        return driver.getTitle();
    }

    /** For what has no word here. */
    public ChromeDriver driver() {
        return driver;
    }

    /** Errors with this part are no fault of the page in this test, such as a request to a broker that was stopped. */
    public void expectErrors(String part) {
        expected.add(part);
    }

    /** What the page has written to the console as an error, and what its content security policy refused. */
    public List<String> errors() {
        errors.addAll(drain());
        return errors.stream()
                .filter(error -> expected.stream().noneMatch(error::contains))
                .toList();
    }

    private List<String> drain() {
        Stream<LogEntry> entries =
                StreamSupport.stream(driver.manage().logs().get(LogType.BROWSER).spliterator(), false);
        return entries.filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    private static <T> T eventually(String what, Callable<T> found) {
        return await(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .atMost(LONGEST)
                .until(found, one -> one != null);
    }

    private static String collapsed(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
