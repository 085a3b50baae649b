package dev.reprise.clients.matrix;

/** A column of the table: what is known of a way to call. */
enum Cell {
    MISS("miss"),
    HIT("hit"),
    RESTART("after a restart"),
    ERROR("error"),
    CANCELLED("cancelled"),
    TRUNCATED("truncated");

    private final String title;

    Cell(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
