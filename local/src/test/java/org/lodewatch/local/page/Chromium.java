package org.lodewatch.local.page;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The browser of the distribution and its driver, found on the path. Nothing is downloaded. */
public final class Chromium {

    /** What to install where tests in the browser are skipped. */
    public static final String ABSENCE =
            "tests in a browser need chromium and chromedriver on the path (Debian: apt-get install chromium chromium-driver)";

    private static final List<String> BROWSERS = List.of("chromium", "google-chrome");

    /** It warns of browsers newer than itself. What it lacks for them is not used here. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private Chromium() {}

    public static boolean isInstalled() {
        return BROWSERS.stream().anyMatch(name -> program(name).isPresent())
                && program("chromedriver").isPresent();
    }

    /** A browser without a window. Its driver keeps what pages write to the console. */
    public static ChromeDriver start() {
        SELENIUM.setLevel(Level.SEVERE);
        LoggingPreferences console = new LoggingPreferences();
        console.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSERS.stream()
                .flatMap(name -> program(name).stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError(ABSENCE))
                .toFile());
        options.setCapability("goog:loggingPrefs", console);
        options.addArguments(
                "--headless=new",
                "--lang=en-GB",
                "--window-size=1440,900",
                "--hide-scrollbars",
                // Grey edges of letters are the same on every screen, and make small pictures.
                "--disable-lcd-text",
                // Containers have neither a user for the browser's sandbox nor much shared memory.
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu");
        ChromeDriverService driver = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver")
                        .orElseThrow(() -> new AssertionError(ABSENCE))
                        .toFile())
                .usingAnyFreePort()
                .build();
        return new ChromeDriver(driver, options);
    }

    private static Optional<Path> program(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of(Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
