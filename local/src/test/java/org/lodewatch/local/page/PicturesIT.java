package org.lodewatch.local.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pictures of the README. They are written to {@code target/images}, and with {@code -Dlodewatch.rewrite=true} to
 * {@code docs/images}, which is committed.
 */
@ExtendWith(PageExtension.class)
class PicturesIT {

    private static final int MOST_BYTES = 200_000;
    private static final int FEWEST_COLOURS = 50;

    @ParameterizedTest
    @CsvSource({
        "overview, 760, overview?dataset=us-census-annual",
        "mineral, 1020, mineral/graphite-flake?dataset=us-census-battery&supplier=CN",
    })
    void showThePageAndAreSmall(String name, int height, String state, PageBrowser page) throws IOException {
        page.size(1440, height);
        page.open(state);
        page.awaitText("#connection", "live");

        byte[] picture = page.picture();

        assertIsAPicture(picture, height);
        write(Path.of("target/images"), name, picture);
        Path committed = Path.of("../docs/images");
        if (Boolean.getBoolean("lodewatch.rewrite")) {
            write(committed, name, picture);
        }
        assertIsAPicture(Files.readAllBytes(committed.resolve(name + ".png")), height);
    }

    private static void write(Path folder, String name, byte[] picture) throws IOException {
        Files.write(Files.createDirectories(folder).resolve(name + ".png"), picture);
    }

    private static void assertIsAPicture(byte[] picture, int height) throws IOException {
        assertThat(picture.length).as("bytes").isLessThan(MOST_BYTES);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
        assertThat(image.getWidth()).isEqualTo(1440);
        assertThat(image.getHeight()).isEqualTo(height);
        long colours = IntStream.range(0, image.getHeight())
                .flatMap(y -> IntStream.range(0, image.getWidth()).map(x -> image.getRGB(x, y)))
                .distinct()
                .count();
        assertThat(colours).as("colours, which a blank picture has few of").isGreaterThan(FEWEST_COLOURS);
    }
}
