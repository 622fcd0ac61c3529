package org.lodewatch.benchmarks.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/** How records become JSON, and the other way round. */
final class JsonReport {

    static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /** For people and programs that know no NaN: a figure that there is none of is null. */
    static final ObjectWriter REPORTS = MAPPER.copy()
            .registerModule(new SimpleModule()
                    .addSerializer(double.class, new FigureOrNull())
                    .addSerializer(Double.class, new FigureOrNull()))
            .writerWithDefaultPrettyPrinter();

    private JsonReport() {}

    private static final class FigureOrNull extends JsonSerializer<Double> {

        @Override
        public void serialize(Double figure, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (figure.isNaN() || figure.isInfinite()) {
                json.writeNull();
            } else {
                json.writeNumber(figure);
            }
        }
    }
}
