package dev.reprise.admin.jmx;

import javax.management.ConstructorParameters;

/**
 * One scope.
 *
 * @param scope its name
 * @param figures how the calls of its methods have ended
 */
public record ScopeStatus(String scope, CallFigures figures) {

    /** Makes a status; JMX calls this by the names of the parameters. */
    @ConstructorParameters({"scope", "figures"})
    public ScopeStatus {}

    // JMX of JDK 17 knows getters only.

    public String getScope() {
        return scope;
    }

    public CallFigures getFigures() {
        return figures;
    }
}
