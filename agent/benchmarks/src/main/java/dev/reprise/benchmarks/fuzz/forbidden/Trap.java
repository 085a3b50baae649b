package dev.reprise.benchmarks.fuzz.forbidden;

/** A class that no entry may name; tells when it is initialised, in whatever class loader. */
public final class Trap {

    /** The system property that is set then. */
    public static final String SPRUNG = "dev.reprise.benchmarks.sprung";

    static {
        System.setProperty("dev.reprise.benchmarks.sprung", "yes");
    }

    /** What an entry would hold of it. */
    public String text = "trap";
}
