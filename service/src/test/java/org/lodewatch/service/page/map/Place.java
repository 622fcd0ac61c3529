package org.lodewatch.service.page.map;

/** A point: longitude and latitude in degrees, or x to the right and y upwards on a map. */
record Place(double x, double y) {

    /** The place on the way to another one. */
    Place towards(Place other, double part) {
        return new Place(x + part * (other.x - x), y + part * (other.y - y));
    }

    double distance(Place other) {
        return Math.hypot(other.x - x, other.y - y);
    }
}
