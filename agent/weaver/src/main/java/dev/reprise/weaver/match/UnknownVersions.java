package dev.reprise.weaver.match;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells in one line for each client that its library is of a version that the catalogue does not know and does not fit.
 *
 * <p>Safe for use by any number of threads.
 */
final class UnknownVersions {

    private final RuleTable table;
    private final MatchLog log;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    UnknownVersions(RuleTable table, MatchLog log) {
        this.table = table;
        this.log = log;
    }

    /** Notes that a class of a library lacks the method that a rule of the catalogue names. */
    void report(ClassLoader loader, Candidate candidate, CompiledRule rule) {
        String client = rule.rule().client();
        // How a compiler names the bodies of lambdas is nobody's promise: some versions have them and some do not.
        if (client == null
                || table.isOff(rule.number())
                || !rule.pattern().exactMethodName()
                || told.contains(client)) {
            return;
        }
        List<String> tested = table.tested(client);
        LibraryVersion version = LibraryVersion.of(loader, candidate.file().name());
        boolean unknown = version == null || !version.isIn(tested);
        if (!tested.isEmpty() && unknown && told.add(client)) {
            log.warn(client + ": " + candidate.typeName() + " has no method " + method(rule) + "; "
                    + (version == null ? "this version" : "version " + version.text())
                    + " is not known, and what does not fit it is left alone; tested with "
                    + String.join(" and ", tested));
        }
    }

    private static String method(CompiledRule rule) {
        String text = rule.pattern().text();
        return text.substring(text.indexOf('#') + 1);
    }
}
