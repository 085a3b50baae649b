package dev.reprise.engine.key;

/**
 * The first byte of every encoded value; it decides how the rest is read. A number is never given another meaning: a
 * change needs a new {@link #FORMAT}. {@code KEYS.md} specifies what follows each tag.
 */
final class Tag {

    /** The version of the encoding; part of every key. */
    static final int FORMAT = 1;

    static final int END = 0x00;
    static final int NULL = 0x01;
    static final int FALSE = 0x02;
    static final int TRUE = 0x03;
    static final int BYTE = 0x04;
    static final int SHORT = 0x05;
    static final int CHAR = 0x06;
    static final int INT = 0x07;
    static final int LONG = 0x08;
    static final int FLOAT = 0x09;
    static final int DOUBLE = 0x0A;

    static final int TEXT_LATIN1 = 0x10;
    static final int TEXT_UTF16 = 0x11;
    static final int LONG_TEXT_LATIN1 = 0x12;
    static final int LONG_TEXT_UTF16 = 0x13;

    static final int ENUM = 0x20;
    static final int CLASS = 0x21;
    static final int VALUE = 0x22;
    static final int ENUM_WITH_STATE = 0x23;

    static final int PRIMITIVES = 0x30;
    static final int LONG_PRIMITIVES = 0x31;
    static final int ARRAY = 0x32;
    static final int LIST = 0x33;
    static final int SET = 0x34;
    static final int MAP = 0x35;
    static final int COLLECTION = 0x36;
    static final int ENTRY = 0x37;
    static final int OPTIONAL = 0x38;

    static final int OBJECT = 0x40;
    static final int PROXY = 0x41;
    static final int CAPTURED = 0x42;
    static final int ANCESTOR = 0x43;
    static final int ADAPTED = 0x44;

    static final int IGNORED = 0x50;
    static final int ABSENT = 0x51;

    private Tag() {}
}
