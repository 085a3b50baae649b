package dev.reprise.engine.value.forbidden;

/** Tells when it is initialised, in whatever loader. */
public enum TrapConstant {
    ONE,
    TWO;

    static {
        System.setProperty(Trap.SPRUNG, "yes");
    }
}
