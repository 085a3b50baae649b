package dev.reprise.engine.config;

/**
 * Where a call's tenant is found.
 *
 * @param kind the kind of place
 * @param name which of that kind
 * @param optional whether a call of which it cannot be told is nobody's; it is bypassed otherwise
 * @param where where it was written
 */
public record TenantRule(Kind kind, String name, boolean optional, SourceLocation where) {

    /** The kinds of places. */
    public enum Kind {
        /** Nowhere but in the code, whatever is written farther out. */
        NONE,
        /** A path into an argument or the receiver. */
        ARGUMENT,
        /** A key of SLF4J's MDC. */
        MDC,
        /** A static field that holds a thread-local: {@code com.acme.Holder#CURRENT}. */
        THREAD_LOCAL,
        /** A static method without parameters: {@code com.acme.Tenants#current}. */
        METHOD,
        /** Who is logged in by Spring Security. */
        SPRING_SECURITY,
        /** A key of the context of Reactor's subscribers. */
        REACTOR,
        /** A field of an element of a coroutine's context: {@code com.acme.TenantElement#tenant}. */
        COROUTINE
    }
}
