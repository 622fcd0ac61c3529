package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.CountryTotals;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.MonthPartial;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsEnd;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.streams.partials.PartialsSender;

/** What the first half sends to the second, and when. */
class ReportChangesTest {

    private static final String BISMUTH = "810610";
    private static final String GALLIUM = "8112921000";

    private TopologyRig rig = new TopologyRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private List<SpecificRecord> sent() {
        return rig.sent.readValuesToList();
    }

    private void started() {
        rig.line("a", 1, "CN", BISMUTH, "2024-11", 10);
        rig.line("b", 1, "BE", BISMUTH, "2024-12", 20);
        rig.line("c", 1, "CN", GALLIUM, "2024-12", 5);
        rig.flush();
        sent();
    }

    @Test
    void atFirstItSendsAllTotalsBetweenABeginAndAnEnd() {
        rig.line("a", 1, "CN", BISMUTH, "2024-11", 10);
        rig.line("b", 1, "BE", BISMUTH, "2024-12", 20);
        rig.line("c", 1, "CN", GALLIUM, "2024-12", 5);

        rig.flush();

        List<SpecificRecord> sent = sent();
        assertThat(sent)
                .<Class<?>>extracting(Object::getClass)
                .containsExactly(
                        PartialsBegin.class,
                        BookPartial.class,
                        BookPartial.class,
                        ClockPartial.class,
                        PartialsEnd.class);
        PartialsBegin begin = (PartialsBegin) sent.get(0);
        assertThat(begin.getInputPartitions()).isEqualTo(1);
        assertThat(begin.getCatalogue()).isEqualTo(PartialsSender.CATALOGUE);
        assertThat(((BookPartial) sent.get(1)).getWhole()).isTrue();
        assertThat(((PartialsEnd) sent.get(4)).getGeneration()).isEqualTo(begin.getGeneration());
    }

    @Test
    void withAnEmptyLogItSendsABeginAndAnEnd() {
        rig.flush();

        assertThat(sent())
                .<Class<?>>extracting(Object::getClass)
                .containsExactly(PartialsBegin.class, PartialsEnd.class);
    }

    @Test
    void aFlushSendsOneMessageForEachChangedBookWithTheCountriesThatHaveChanged() {
        started();
        rig.line("d", 1, "AU", BISMUTH, "2024-11", 1);
        rig.line("e", 1, "AU", BISMUTH, "2024-11", 2);
        rig.line("b", 2, "BE", BISMUTH, "2024-10", 20);

        rig.flush();

        List<SpecificRecord> sent = sent();
        assertThat(sent).hasSize(2);
        BookPartial bismuth = (BookPartial) sent.get(0);
        assertThat(bismuth.getMineral()).isEqualTo("bismuth");
        assertThat(bismuth.getMonths())
                .extracting(month -> Months.text(month.getMonth()))
                .containsExactly("2024-10", "2024-11", "2024-12");
        MonthPartial november = bismuth.getMonths().get(1);
        assertThat(november.getCountries())
                .extracting(CountryTotals::getCountry, CountryTotals::getRecords, CountryTotals::getValueCents)
                .containsExactly(tuple("AU", 2L, 300L));
        assertThat(bismuth.getMonths().get(2).getCountries())
                .extracting(CountryTotals::getCountry, CountryTotals::getRecords, CountryTotals::getValueCents)
                .containsExactly(tuple("BE", 0L, 0L));
        assertThat(bismuth.getWhole()).isFalse();
        // An earlier month has begun the dataset.
        assertThat(sent.get(1)).isInstanceOf(ClockPartial.class);
    }

    @Test
    void nothingIsSentWhenNothingHasChanged() {
        started();
        rig.line("a", 1, "CN", BISMUTH, "2024-11", 10);
        rig.line("a", 0, "CN", BISMUTH, "2024-11", 99);
        rig.line("x", 1, "CN", "640399", "2024-12", 99);

        rig.flush();

        assertThat(sent()).isEmpty();
    }

    @Test
    void theClockFollowsTheFiguresOfItsMonths() {
        started();
        rig.complete("2024-12");
        rig.line("d", 1, "CN", BISMUTH, "2024-12", 1);

        rig.flush();

        assertThat(sent())
                .<Class<?>>extracting(Object::getClass)
                .containsExactly(BookPartial.class, ClockPartial.class);
    }

    @Test
    void nothingIsSentBeforeTheEndThatTheLogHadAtTheStart() {
        rig.close();
        rig = new TopologyRig(Catalogue.bundled(), 1, partition -> OptionalLong.of(2));
        rig.line("a", 1, "CN", BISMUTH, "2024-11", 10);
        rig.line("b", 1, "BE", BISMUTH, "2024-12", 20);
        rig.settle();
        assertThat(sent()).isEmpty();
        assertThat(rig.publishedShares()).isEmpty();

        rig.publish(null, (byte[]) null);
        rig.settle();

        List<SpecificRecord> sent = sent();
        assertThat(sent.get(0)).isInstanceOf(PartialsBegin.class);
        assertThat(sent.get(sent.size() - 1)).isInstanceOf(PartialsEnd.class);
        assertThat(sent.stream().filter(PartialsBegin.class::isInstance)).hasSize(1);
        assertThat(rig.publishedShares())
                .containsOnlyKeys("us-census/US/bismuth@2024-11", "us-census/US/bismuth@2024-12");
    }

    @Test
    void whileTheInputLagsFlushesAreRarer() {
        started();
        byte[] id = "d".getBytes(UTF_8);
        for (int flush = 1; flush <= 30; flush++) {
            CustomsImport line =
                    TopologyRig.line(flush, "CN", BISMUTH, "2024-11", flush).build();
            rig.imports.pipeInput(
                    new TestRecord<>(id, TopologyRig.encoded(line), rig.now().minusSeconds(60)));
            rig.advance(TopologyRig.FLUSH);
        }
        assertThat(sent()).hasSize(3);

        rig.line("d", 31, "CN", BISMUTH, "2024-11", 31);
        rig.advance(TopologyRig.FLUSH);

        assertThat(sent()).hasSize(1);
    }
}
