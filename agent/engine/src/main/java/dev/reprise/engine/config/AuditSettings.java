package dev.reprise.engine.config;

/**
 * What is found out about methods while they are observed or shadowed.
 *
 * @param on whether answers of equal observed calls are compared
 * @param showValues whether what they differ in may be shown
 * @param demote the share of shadowed calls, 0 to 100, that may be answered otherwise by the real method before the method is
 *     only observed
 * @param effects whether files that are written and what is sent are watched, by the JDK's Flight Recorder
 */
public record AuditSettings(boolean on, boolean showValues, int demote, boolean effects) {

    /** The default of {@code audit}. */
    public static final AuditSettings DEFAULT =
            new AuditSettings(/* on= */ true, /* showValues= */ false, /* demote= */ 2, /* effects= */ false);
}
