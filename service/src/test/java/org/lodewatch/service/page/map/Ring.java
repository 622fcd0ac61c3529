package org.lodewatch.service.page.map;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A closed line around an area.
 *
 * @param places the last one is not the first again
 */
record Ring(List<Place> places) {

    private static final double HALF_TURN = 180;
    private static final double TURN = 360;
    private static final double POLE = -90;

    /** Degrees of latitude after which a straight line of the globe's grid gets a point: meridians are bent on the map. */
    private static final double STEP = 2;

    /** Twice the area would be the sum; positive if the ring runs counterclockwise. */
    double area() {
        return IntStream.range(0, places.size())
                        .mapToDouble(i -> at(i).x() * at(i + 1).y() - at(i + 1).x() * at(i).y())
                        .sum()
                / 2;
    }

    private Place at(int index) {
        return places.get(Math.floorMod(index, places.size()));
    }

    /** Whether a place is inside: a line from it to the right crosses the ring an odd number of times. */
    boolean contains(Place place) {
        return IntStream.range(0, places.size())
                                .filter(i -> at(i).y() > place.y() != at(i + 1).y() > place.y())
                                .filter(i -> at(i).towards(
                                                        at(i + 1),
                                                        (place.y() - at(i).y())
                                                                / (at(i + 1).y() - at(i).y()))
                                                .x()
                                        > place.x())
                                .count()
                        % 2
                == 1;
    }

    /** The distance to the nearest line of the ring. */
    double distance(Place place) {
        return IntStream.range(0, places.size())
                .mapToDouble(i -> distance(place, at(i), at(i + 1)))
                .min()
                .orElseThrow();
    }

    private static double distance(Place place, Place from, Place to) {
        double dx = to.x() - from.x();
        double dy = to.y() - from.y();
        double length = dx * dx + dy * dy;
        double part = length == 0 ? 0 : ((place.x() - from.x()) * dx + (place.y() - from.y()) * dy) / length;
        return place.distance(from.towards(to, Math.max(0, Math.min(1, part))));
    }

    double most(ToDoubleFunction<Place> coordinate) {
        return places.stream().mapToDouble(coordinate).max().orElseThrow();
    }

    double least(ToDoubleFunction<Place> coordinate) {
        return places.stream().mapToDouble(coordinate).min().orElseThrow();
    }

    Ring reversed() {
        List<Place> reversed = new ArrayList<>(places);
        Collections.reverse(reversed);
        return new Ring(reversed);
    }

    /**
     * The parts of an area of the globe on a map whose edges are the meridian of 180 degrees. An area across it is in two parts,
     * and that around the South Pole has the edge of the map as its lower side.
     */
    List<Ring> cut() {
        Ring whole = unwrapped();
        List<Ring> parts = new ArrayList<>();
        for (double turn : new double[] {-TURN, 0, TURN}) {
            Ring part = whole.shifted(turn).clipped(1).clipped(-1);
            if (part.places.size() > 2 && part.area() != 0) {
                parts.add(part.withSteps());
            }
        }
        return parts;
    }

    /** With longitudes beyond 180 degrees instead of a jump to the other side. */
    private Ring unwrapped() {
        List<Place> line = new ArrayList<>(List.of(places.get(0)));
        for (int i = 1; i <= places.size(); i++) {
            Place last = line.get(line.size() - 1);
            double turns = Math.rint((last.x() - at(i).x()) / TURN);
            line.add(new Place(at(i).x() + turns * TURN, at(i).y()));
        }
        Place first = line.get(0);
        Place end = line.get(line.size() - 1);
        if (Math.abs(end.x() - first.x()) < HALF_TURN) {
            line.remove(line.size() - 1);
        } else { // around the pole
            line.add(new Place(end.x(), POLE));
            line.add(new Place(first.x(), POLE));
        }
        return new Ring(line);
    }

    private Ring shifted(double degrees) {
        return new Ring(places.stream()
                .map(place -> new Place(place.x() + degrees, place.y()))
                .toList());
    }

    /** The part up to the meridian of 180 degrees on one side (I. E. Sutherland, G. W. Hodgman, Reentrant polygon clipping, 1974). */
    private Ring clipped(int side) {
        List<Place> kept = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            Place from = at(i);
            Place to = at(i + 1);
            boolean isIn = from.x() * side <= HALF_TURN;
            if (isIn) {
                kept.add(from);
            }
            if (isIn != to.x() * side <= HALF_TURN) {
                kept.add(from.towards(to, (side * HALF_TURN - from.x()) / (to.x() - from.x())));
            }
        }
        return new Ring(kept);
    }

    private Ring withSteps() {
        List<Place> line = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            int steps = Math.max(1, (int) Math.ceil(Math.abs(at(i + 1).y() - at(i).y()) / STEP));
            for (int step = 0; step < steps; step++) {
                line.add(at(i).towards(at(i + 1), (double) step / steps));
            }
        }
        return new Ring(line);
    }
}
