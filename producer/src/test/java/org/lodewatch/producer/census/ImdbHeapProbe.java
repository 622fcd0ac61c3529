package org.lodewatch.producer.census;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;

/** Reads one file in a process of its own, whose small heap shows that memory does not grow with the file. */
final class ImdbHeapProbe {

    private ImdbHeapProbe() {}

    /** @param args file and month; prints the rate, then each sum */
    public static void main(String[] args) throws Exception {
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            ImdbFile file = ImdbFile.read(in, YearMonth.parse(args[1]), Basis.GENERAL, ImdbGenerator.SCOPES);
            System.out.println(file.rate());
            file.sums()
                    .forEach(sum -> System.out.println("%010d/%04d %d %d"
                            .formatted(sum.commodity(), sum.country(), sum.dollars(), sum.quantity1())));
        }
    }
}
