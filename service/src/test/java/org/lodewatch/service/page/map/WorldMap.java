package org.lodewatch.service.page.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;

/**
 * The countries of the catalogue on a map in the Equal Earth projection, as GeoJSON: a shape, or a point for those that are too small.
 *
 * @param areas by alpha-2 code, in degrees
 * @param points of the countries without an area, in degrees
 */
record WorldMap(Map<String, List<Area>> areas, Map<String, Place> points) {

    /** Units of the map in the radius of the globe: one is three kilometres, less than a pixel of a map that fills a screen. */
    private static final int SCALE = 2000;

    /** Areas without a code in ISO 3166-1 and Schedule C: statistics of trade have them in the figures of another country. */
    private static final Map<String, String> IN_FIGURES_OF = Map.of("N. Cyprus", "CY", "Somaliland", "SO");

    /** Countries that are a part of another one on the map, and far from it: French Guiana of France, Svalbard of Norway. */
    private static final Set<String> OVERSEAS = Set.of("GF", "SJ");

    /** @param points of countries that have no shape of their own, in degrees, by alpha-2 code */
    static WorldMap of(TopoJson topology, Map<String, Place> points, Catalogue catalogue) {
        Map<String, List<Area>> areas = new TreeMap<>();
        topology.shapes()
                .forEach((name, shape) -> areas.computeIfAbsent(code(catalogue, name, shape), code -> new ArrayList<>())
                        .addAll(shape.areas().stream()
                                .map(rings -> new Area(rings.get(0), rings.subList(1, rings.size())))
                                .toList()));
        Map<String, Place> without = new TreeMap<>(points);
        for (String code : OVERSEAS) {
            Area area = overseas(areas, without.remove(code));
            areas.values().forEach(others -> others.remove(area));
            areas.put(code, new ArrayList<>(List.of(area)));
        }
        return new WorldMap(areas, without);
    }

    private static String code(Catalogue catalogue, String name, TopoJson.Shape shape) {
        if (IN_FIGURES_OF.containsKey(name)) {
            return IN_FIGURES_OF.get(name);
        }
        Optional<Country> country = shape.number().isEmpty()
                ? catalogue.countries().stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                : catalogue.countryByM49(Integer.parseInt(shape.number()));
        return country.orElseThrow(() -> new IllegalStateException(
                        "the shape %s %s is no country of the catalogue: say in whose figures it is"
                                .formatted(shape.number(), name)))
                .iso2();
    }

    private static Area overseas(Map<String, List<Area>> areas, Place point) {
        return areas.values().stream()
                .flatMap(List::stream)
                .filter(area -> area.contains(point))
                .findFirst()
                .orElseThrow();
    }

    /** One country a line, so that a difference of two versions can be read. */
    String geoJson(String origin) {
        String features = Stream.concat(
                        areas.entrySet().stream().map(country -> shape(country.getKey(), country.getValue())),
                        points.entrySet().stream()
                                .map(country -> feature(
                                        country.getKey(),
                                        "",
                                        "\"Point\",\"coordinates\":" + text(projected(country.getValue())))))
                .collect(Collectors.joining(",\n"));
        return """
                {"type":"FeatureCollection",
                "origin":"%s",
                "projection":"Equal Earth (Savric, Patterson, Jenny 2018); %d units are the radius of the globe, y is upwards",
                "outline":%s,
                "features":[
                %s
                ]}
                """.formatted(origin, SCALE, text(outline()), features);
    }

    private static String shape(String code, List<Area> areas) {
        List<Area> parts = areas.stream().flatMap(WorldMap::projected).toList();
        Area largest =
                parts.stream().max(Comparator.comparingDouble(Area::size)).orElseThrow();
        return feature(
                code,
                ",\"centre\":" + text(rounded(largest.centre())),
                "\"MultiPolygon\",\"coordinates\":"
                        + parts.stream()
                                .map(area ->
                                        area.rings().map(WorldMap::text).collect(Collectors.joining(",", "[", "]")))
                                .collect(Collectors.joining(",", "[", "]")));
    }

    private static String feature(String code, String properties, String geometry) {
        return "{\"type\":\"Feature\",\"properties\":{\"code\":\"%s\"%s},\"geometry\":{\"type\":%s}}"
                .formatted(code, properties, geometry);
    }

    /** The parts of an area on the map. Holes are in areas that are not cut. */
    private static Stream<Area> projected(Area area) {
        List<Ring> parts = area.border().cut();
        List<Ring> holes =
                area.holes().stream().flatMap(hole -> hole.cut().stream()).toList();
        return parts.stream()
                .map(part -> new Area(
                        projected(part),
                        parts.size() == 1
                                ? holes.stream().map(WorldMap::projected).toList()
                                : List.of()));
    }

    /** Places that fall together are one. */
    private static Ring projected(Ring ring) {
        List<Place> places = new ArrayList<>();
        for (Place place : ring.places()) {
            Place at = projected(place);
            if (places.isEmpty() || !places.get(places.size() - 1).equals(at)) {
                places.add(at);
            }
        }
        return new Ring(places);
    }

    /** The edge of the map: the meridian of 180 degrees on both sides, and the poles, which are lines. */
    private static Ring outline() {
        UnaryOperator<Integer> latitude = step -> -90 + 5 * step;
        return new Ring(Stream.concat(
                        IntStream.rangeClosed(0, 36).mapToObj(step -> new Place(180, latitude.apply(step))),
                        IntStream.rangeClosed(0, 36).mapToObj(step -> new Place(-180, latitude.apply(36 - step))))
                .map(WorldMap::projected)
                .toList());
    }

    private static Place projected(Place degrees) {
        Place place = EqualEarth.of(degrees.x(), degrees.y());
        return rounded(new Place(place.x() * SCALE, place.y() * SCALE));
    }

    private static Place rounded(Place place) {
        return new Place(Math.round(place.x()), Math.round(place.y()));
    }

    /** A closed line: its last place is its first. */
    private static String text(Ring ring) {
        return Stream.concat(ring.places().stream(), ring.places().stream().limit(1))
                .map(WorldMap::text)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String text(Place place) {
        return "[%.0f,%.0f]".formatted(place.x(), place.y());
    }
}
