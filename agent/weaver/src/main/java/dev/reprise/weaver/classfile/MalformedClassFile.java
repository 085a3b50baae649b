package dev.reprise.weaver.classfile;

/** Says that bytes are not a class file, or one of a form that is not known here. */
public final class MalformedClassFile extends RuntimeException {

    private static final long serialVersionUID = 1;

    MalformedClassFile(String message) {
        super(message);
    }
}
