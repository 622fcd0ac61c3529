package org.lodewatch.service.page.map;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The countries of a file of world-atlas (TopoJSON, github.com/topojson/topojson-specification): areas whose borders are numbered
 * lines, which two neighbours share.
 */
final class TopoJson {

    private final JsonNode root;
    private final List<List<Place>> lines = new ArrayList<>();

    TopoJson(JsonNode root) {
        this.root = root;
        root.get("arcs").forEach(line -> lines.add(line(line)));
    }

    /** Places are differences to the one before, in the units of the transform. */
    private List<Place> line(JsonNode line) {
        JsonNode scale = root.at("/transform/scale");
        JsonNode origin = root.at("/transform/translate");
        List<Place> places = new ArrayList<>();
        long x = 0;
        long y = 0;
        for (JsonNode step : line) {
            x += step.get(0).longValue();
            y += step.get(1).longValue();
            places.add(new Place(
                    x * scale.get(0).doubleValue() + origin.get(0).doubleValue(),
                    y * scale.get(1).doubleValue() + origin.get(1).doubleValue()));
        }
        return places;
    }

    /** The areas by the name of their country; the first ring of each is its border, the others are holes. */
    Map<String, Shape> shapes() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (JsonNode country : root.at("/objects/countries/geometries")) {
            JsonNode arcs = country.get("arcs");
            List<JsonNode> areas = country.get("type").textValue().equals("Polygon")
                    ? List.of(arcs)
                    : StreamSupport.stream(arcs.spliterator(), false).toList();
            shapes.put(
                    country.at("/properties/name").textValue(),
                    new Shape(
                            country.path("id").asText(""),
                            areas.stream().map(this::rings).toList()));
        }
        return shapes;
    }

    /** @param number ISO 3166-1 numeric code, empty if there is none */
    record Shape(String number, List<List<Ring>> areas) {}

    private List<Ring> rings(JsonNode area) {
        return StreamSupport.stream(area.spliterator(), false).map(this::ring).toList();
    }

    /** A line with a negative number, {@code ~n}, runs backwards. The last place of a line is the first of the next. */
    private Ring ring(JsonNode numbers) {
        List<Place> places = new ArrayList<>();
        for (JsonNode number : numbers) {
            int line = number.intValue();
            List<Place> part = line < 0 ? new Ring(lines.get(~line)).reversed().places() : lines.get(line);
            places.addAll(part.subList(0, part.size() - 1));
        }
        return new Ring(places);
    }
}
