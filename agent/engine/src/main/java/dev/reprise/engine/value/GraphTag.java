package dev.reprise.engine.value;

/** The first byte of each object in a graph. A leaf's is its own tag and {@link #LEAF}. */
final class GraphTag {

    static final byte NULL = 0;
    static final byte SEEN = 1;
    static final byte FLAT_ARRAY = 2;
    static final byte ARRAY = 3;
    static final byte ENUM = 4;
    static final byte OBJECT = 5;
    static final byte JDK = 6;
    static final byte ENUM_SET = 7;
    static final byte ENUM_MAP = 8;
    static final byte TRUE = 9;
    static final byte FALSE = 10;
    static final byte INTEGER = 11;
    static final byte LONG = 12;
    static final byte FLOAT = 13;
    static final byte DOUBLE = 14;
    static final byte ADAPTED = 15;
    static final byte LEAF = 32;

    /** Deeper graphs are refused: they would need more stack than the caller's thread may have left. */
    static final int MAX_DEPTH = 400;

    private GraphTag() {}
}
