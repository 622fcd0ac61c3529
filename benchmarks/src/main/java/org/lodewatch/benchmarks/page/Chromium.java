package org.lodewatch.benchmarks.page;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.PageLoadStrategy;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A browser without a window and without a cache, of the distribution. Each visit has a new one. */
final class Chromium {

    /** What to install where there is none. */
    static final String ABSENCE =
            "the page was not drawn: chromium and chromedriver are not on the path (Debian: apt-get install chromium chromium-driver)";

    /**
     * A first visit.
     *
     * @param millis from the navigation until the first screen was drawn with its figures
     * @param bytes of all answers, as they were sent
     */
    record Visit(double millis, long bytes) {}

    private static final List<String> BROWSERS = List.of("chromium", "google-chrome");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Ends in the frame after the one in which the table of minerals is there. */
    private static final String DRAWN = """
            const done = arguments[arguments.length - 1];
            const check = () => {
              const main = document.querySelector('main');
              if (!main || main.hasAttribute('aria-busy') || !main.querySelector('tbody tr')) {
                requestAnimationFrame(check);
                return;
              }
              requestAnimationFrame(() => {
                const at = performance.now();
                const sent = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
                done([at, sent.reduce((sum, one) => sum + one.transferSize, 0)]);
              });
            };
            check();
            """;

    private Chromium() {}

    static boolean isInstalled() {
        return browser().isPresent() && program("chromedriver").isPresent();
    }

    /** Visits a page with a new browser. */
    static Visit visit(String url) {
        ChromeDriver driver = start();
        try {
            driver.manage().timeouts().scriptTimeout(PATIENCE);
            driver.get(url);
            List<?> figures = (List<?>) driver.executeAsyncScript(DRAWN);
            return new Visit(((Number) figures.get(0)).doubleValue(), ((Number) figures.get(1)).longValue());
        } finally {
            driver.quit();
        }
    }

    private static ChromeDriver start() {
        Logger.getLogger("org.openqa.selenium").setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser().orElseThrow().toFile());
        // The script waits by itself, from the beginning of the visit.
        options.setPageLoadStrategy(PageLoadStrategy.NONE);
        options.addArguments(
                "--headless=new",
                "--window-size=1440,900",
                // Containers have neither a user for the browser's sandbox nor much shared memory.
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver").orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        return new ChromeDriver(service, options);
    }

    private static Optional<Path> browser() {
        return BROWSERS.stream().flatMap(name -> program(name).stream()).findFirst();
    }

    private static Optional<Path> program(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
