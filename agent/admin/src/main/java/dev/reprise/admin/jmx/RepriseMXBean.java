package dev.reprise.admin.jmx;

import java.util.List;

/**
 * A running agent, by the name {@value #NAME}. Whatever is changed here holds until it is taken back or the JVM ends, and is
 * a line of the agent's log.
 *
 * <p>What is wrong with an argument is told by an {@link IllegalArgumentException}, whose message says what would be right.
 */
@Described("Reprise: what its methods do, and how to change it while the service runs")
public interface RepriseMXBean {

    /** The name of the one bean of a JVM. */
    String NAME = "dev.reprise:type=Reprise";

    /** Returns the agent's version. */
    @Described("The agent's version")
    String getVersion();

    /** Returns the configuration's file, or {@code no file}. */
    @Described("The file of the configuration, or \"no file\"")
    String getConfiguration();

    /** Returns the directory of the disk tier; empty if there is none. */
    @Described("The directory of the disk tier; empty if there is none")
    String getHome();

    /** Returns the namespace, which is part of every key. */
    @Described("The namespace, which is part of every key")
    String getNamespace();

    /** Returns {@code off}, {@code observe} or {@code on}: no method goes further. */
    @Described("off, observe or on: no method goes further. With off, woven methods do not even ask")
    String getMode();

    /** Sets the mode of everything. */
    void setMode(String mode);

    /** Returns who or what says the mode of everything: the place in the file, a property, a variable, or whoever set it. */
    @Described("Who or what says the mode of everything: the file, a property, a variable, or whoever set it")
    String getModeFrom();

    /** Returns a line for each setting of the file that is without effect, because a property or a variable goes before it. */
    @Described(
            "What the file says to no effect, because a system property or an environment variable goes before it: of"
                    + " what can change while the service runs, and of the home")
    List<String> getOverridden();

    /** Returns the share of keys that is served, 0 to 100: of no method more. */
    @Described("The share of keys that is served, in percent: of no method more")
    int getRollout();

    /** Sets the share of everything. */
    void setRollout(int percent);

    /** Returns whether methods are woven; false after {@link #remove}. */
    @Described("Whether methods are woven into the loaded classes; false after remove")
    boolean isWoven();

    /** Returns the sums of all methods. */
    @Described("How the calls of all methods have ended so far, and what that saved")
    CallFigures getTotals();

    /** Returns the methods that were called so far, by name. */
    @Described(
            "The methods that were called so far: what is done with their calls, how these have ended, what that saved")
    List<MethodStatus> getMethods();

    /** Returns the sums of the methods of each scope, by name. */
    @Described("How the calls of the methods of each scope have ended so far, and what that saved")
    List<ScopeStatus> getScopes();

    /** Returns what tenants have in memory of the scopes where they have quotas, of each scope the largest first; 1,000 at the most. */
    @Described(
            "What tenants have in memory of the scopes where they have quotas, and how much of it had to go for these")
    List<TenantStatus> getTenants();

    /** Returns what was said while the JVM runs, from the widest to the narrowest. */
    @Described("What was set while the service runs, from the widest to the narrowest; the narrowest counts")
    List<Setting> getSettings();

    /** Returns the lines that the service would print if it ended now. */
    @Described("What was served, stored and bypassed so far, and why: the lines that the service prints when it ends")
    List<String> getReport();

    /** Returns a line for each entry of {@code methods} that has found none so far; looks at all loaded classes for that. */
    @Described(
            "Which entries of methods have found no method among the classes that are loaded so far, and what is nearest"
                    + " to what they name")
    List<String> unmatched();

    /** Returns the report of what was observed. */
    @Described("What was observed so far, which methods are fit to be cached, and what to write into the configuration")
    List<String> getObservedReport();

    /** Returns what was observed so far, method by method, those first that are fit. */
    @Described("What was observed so far, method by method: what a cache would have saved, and whether it is fit")
    List<ObservedStatus> getObserved();

    /** Returns the lines of a configuration that serves what was observed, is fit and was repeated; none if there is nothing to say. */
    @Described("What to write into the configuration to serve what was observed, is fit and was repeated")
    List<String> getProposedConfiguration();

    /** Returns the last lines of the agent's log, the newest last. */
    @Described("The last lines of Reprise's log, the newest last")
    List<String> getNotices();

    /**
     * Sets a mode.
     *
     * @return the line that says what has changed
     */
    @Described("Sets the mode of everything, a client, a scope or a method; returns what has changed")
    String mode(
            @Described("everything, client:NAME, scope:NAME or method:PATTERN") String of,
            @Described("off, observe, on, or \"configured\" for what the configuration says") String mode,
            @Described("Who wants it, for the log; may be empty") String origin);

    /**
     * Sets a share of keys.
     *
     * @return the line that says what has changed
     */
    @Described("Sets the share of keys that is served of everything, a client, a scope or a method; returns what has"
            + " changed")
    String rollout(
            @Described("everything, client:NAME, scope:NAME or method:PATTERN") String of,
            @Described("Such as 25%, or \"configured\" for what the configuration says") String share,
            @Described("Who wants it, for the log; may be empty") String origin);

    /** Returns whether a method that was called or anything in the configuration is meant by a name, which may be mistyped. */
    @Described("Whether a method that was called, or anything in the configuration, is meant by a name")
    boolean isKnown(@Described("everything, client:NAME, scope:NAME or method:PATTERN") String of);

    /**
     * Looks a key up in memory, without counting as a use.
     *
     * @return what there is, whether it is served or not: one entry of a scope
     */
    @Described("What memory has under a key: until when it is served, how large it is, whose it is, and"
            + " what a hit saves")
    List<MemoryStatus> inMemory(@Described("The 64 hexadecimal digits that explain prints") String key);

    /** Returns for how many milliseconds after their time entries of a scope are kept at the most. */
    @Described("For how many milliseconds after their time entries of a scope are kept at the most, for calls whose"
            + " provider fails or that another one asks again for")
    long window(@Described("The name of a scope") String scope);

    /**
     * Reads the configuration's file again.
     *
     * @return the lines that say what has changed, or what is wrong with it
     */
    @Described(
            "Reads the configuration's file again, which happens by itself when it has changed, unless reload is off;"
                    + " returns what has changed, or what is wrong with it")
    List<String> reload();

    /** Returns whether {@link #reload} has left the file aside the last time, so that what was read before holds. */
    @Described(
            "Whether the configuration's file was left aside when it was last read again, because it was wrong or was not"
                    + " there")
    boolean isFileLeftAside();

    /**
     * Takes out of the byte code what was woven in.
     *
     * @return the line that says so
     */
    @Described(
            "Takes out of the byte code what was woven into it: methods are as without Reprise, those of classes that are"
                    + " loaded from now on as well; returns how many classes were changed")
    String remove(@Described("Who wants it, for the log; may be empty") String origin);

    /**
     * Weaves again what {@link #remove} took out.
     *
     * @return the line that says so
     */
    @Described("Weaves again what remove took out, and the methods of classes that were loaded since; returns how many"
            + " classes were changed")
    String install(@Described("Who wants it, for the log; may be empty") String origin);

    /**
     * Evicts entries.
     *
     * @return the line that says what was evicted
     */
    @Described("Evicts entries from all tiers, for all services that share them; returns what was evicted")
    String evict(
            @Described("all, key:KEY, tag:NAME, scope:NAME, method:TYPE#NAME or tenant:NAME") String what,
            @Described("Who wants it, for the log; may be empty") String origin);
}
