package dev.reprise.benchmarks.fuzz.answers;

/** What has a name. */
public class Thing {

    /** The name. */
    public String name = "";
}
