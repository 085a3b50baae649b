package dev.reprise.engine.reflect;

/**
 * Opens packages of named modules to the engine. The agent does it through its {@code Instrumentation}; without an
 * agent nothing can be opened, and what a module hides stays hidden.
 *
 * <p>Implementations are safe for use by any number of threads and never throw.
 */
@FunctionalInterface
public interface FieldAccess {

    /** An access that opens nothing. */
    FieldAccess NONE = (module, packageName) -> {};

    /**
     * Opens a package to the engine's module, if that is possible.
     *
     * @param module the module of the class whose fields shall be read
     * @param packageName the package of that class
     */
    void open(Module module, String packageName);
}
