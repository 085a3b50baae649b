package dev.reprise.engine.config;

/** How far Reprise goes: nothing, watching, or serving. */
public enum Mode {
    /** Nothing is looked up, recorded or served. */
    OFF,
    /** The real method always runs; Reprise counts what it would have served. */
    OBSERVE,
    /** Repeated calls are served. */
    ON
}
