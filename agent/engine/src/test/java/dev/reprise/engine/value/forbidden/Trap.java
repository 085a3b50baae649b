package dev.reprise.engine.value.forbidden;

/** Tells when it is initialised, in whatever loader. */
public final class Trap {

    public static final String SPRUNG = "dev.reprise.test.sprung";

    static {
        System.setProperty(SPRUNG, "yes");
    }

    public String text = "trap";
}
