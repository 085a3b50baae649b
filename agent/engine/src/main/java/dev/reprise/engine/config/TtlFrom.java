package dev.reprise.engine.config;

/** When the time to live of an entry begins. */
public enum TtlFrom {
    /** When it was made; a hit extends nothing. */
    CREATION,
    /** When it last answered a call. */
    LAST_USE
}
