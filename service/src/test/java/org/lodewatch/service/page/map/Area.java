package org.lodewatch.service.page.map;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A connected area.
 *
 * @param border around it
 * @param holes areas of other countries inside
 */
record Area(Ring border, List<Ring> holes) {

    /** Lines of the grid that is searched for the centre. */
    private static final int GRID = 40;

    /** How far from the border a mark is, as a part of the distance of the place that is the furthest from it. */
    private static final double AWAY = 0.6;

    double size() {
        return Math.abs(border.area());
    }

    /** Whether a place is inside the border. */
    boolean contains(Place place) {
        return border.contains(place);
    }

    /** All rings: the border counterclockwise, holes clockwise (RFC 7946). */
    Stream<Ring> rings() {
        return Stream.concat(
                Stream.of(border.area() > 0 ? border : border.reversed()),
                holes.stream().map(hole -> hole.area() < 0 ? hole : hole.reversed()));
    }

    /**
     * A place for a mark that is seen to be of this area: inside, away from the border, and of those places the nearest to the
     * middle, so that the mark of a long country is not at its wide end.
     */
    Place centre() {
        Place middle = middle();
        Map<Place, Double> distances = new LinkedHashMap<>();
        grid().filter(this::contains)
                .forEach(place -> distances.put(
                        place,
                        rings().mapToDouble(ring -> ring.distance(place)).min().orElseThrow()));
        double furthest = distances.values().stream()
                .mapToDouble(distance -> distance)
                .max()
                .orElse(0);
        return distances.entrySet().stream()
                .filter(entry -> entry.getValue() >= AWAY * furthest)
                .map(Map.Entry::getKey)
                .min(Comparator.comparingDouble(middle::distance))
                .orElse(middle);
    }

    private Place middle() {
        return new Place(
                (border.least(Place::x) + border.most(Place::x)) / 2,
                (border.least(Place::y) + border.most(Place::y)) / 2);
    }

    private Stream<Place> grid() {
        Place corner = new Place(border.least(Place::x), border.least(Place::y));
        double width = border.most(Place::x) - corner.x();
        double height = border.most(Place::y) - corner.y();
        return IntStream.range(1, GRID)
                .boxed()
                .flatMap(column -> IntStream.range(1, GRID)
                        .mapToObj(row ->
                                new Place(corner.x() + width * column / GRID, corner.y() + height * row / GRID)));
    }
}
