package dev.reprise.engine.value.forbidden;

/** Tells when it is initialised, in whatever loader. */
public record TrapRecord(String text) {

    static {
        System.setProperty(Trap.SPRUNG, "yes");
    }
}
