package dev.reprise.weaver.transform;

/** Says that a class has {@code jsr} instructions, with which compilers for Java 5 and older wrote {@code finally}. */
final class Subroutines extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Subroutines() {
        super("subroutines of old compilers are not supported", null, false, false);
    }
}
