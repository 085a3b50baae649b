package dev.reprise.engine.config;

/**
 * Which types.
 *
 * @param text a full name, in which {@code *} stands for any characters
 * @param subtypes whether the types that extend or implement it are meant as well
 */
public record TypePattern(String text, boolean subtypes) {

    /**
     * Tells whether exactly one type has this name, the text being its {@link Class#getName() name}. Not so with
     * {@code Outer.Inner}, which may be a nested class or one in an oddly named package.
     */
    public boolean exact() {
        if (text.indexOf('*') >= 0) {
            return false;
        }
        boolean upper = false;
        for (int start = 0; ; ) {
            boolean next = Character.isUpperCase(text.charAt(start));
            if (upper && next) {
                return false;
            }
            upper = next;
            int dot = text.indexOf('.', start);
            if (dot < 0) {
                return true;
            }
            start = dot + 1;
        }
    }

    /** Tells whether a type's name matches; whether it is a subtype of one that does is for the caller to find out. */
    public boolean matches(String typeName) {
        return Glob.matches(text, typeName);
    }
}
