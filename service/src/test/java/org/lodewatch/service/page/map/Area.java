package org.lodewatch.service.page.map;

import java.util.List;
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

    /** A place inside that is far from the border, so that a mark on it is seen to be of this area. */
    Place centre() {
        double left = border.least(Place::x);
        double bottom = border.least(Place::y);
        double width = border.most(Place::x) - left;
        double height = border.most(Place::y) - bottom;
        Place best = border.places().get(0);
        double furthest = 0;
        for (int column = 1; column < GRID; column++) {
            for (int row = 1; row < GRID; row++) {
                Place place = new Place(left + width * column / GRID, bottom + height * row / GRID);
                double distance =
                        rings().mapToDouble(ring -> ring.distance(place)).min().orElseThrow();
                if (distance > furthest && contains(place)) {
                    furthest = distance;
                    best = place;
                }
            }
        }
        return best;
    }
}
