package dev.reprise.engine.config;

/**
 * What is found out about methods while they are observed.
 *
 * @param on whether answers of equal calls are compared
 * @param showValues whether what they differ in may be shown
 */
public record AuditSettings(boolean on, boolean showValues) {

    /** The default of {@code audit}. */
    public static final AuditSettings DEFAULT = new AuditSettings(/* on= */ true, /* showValues= */ false);
}
