package dev.reprise.agent;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationException;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.Overridden;
import dev.reprise.engine.config.Problem;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.log.AgentLog;
import dev.reprise.engine.standing.Standings;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Reads the configuration again while the JVM runs: when its file is another one than before, and when somebody wants it. A
 * file that is wrong changes nothing and is said once. Thread-safe.
 */
final class Reload implements Runnable {

    private static final long PAUSE_MILLIS = 1000;

    private final @Nullable String argument;
    private final ProcessContext context;
    private final Loading loading;
    private final Configuration first;
    private final Standings standings;
    private final Runnable logChanged;
    private @Nullable State seen;
    private @Nullable State read;
    private long refused = -1;
    private boolean wrong;
    private List<Overridden> overridden;

    /** Reads the file as a configuration. */
    @FunctionalInterface
    interface Loading {
        Configuration load() throws ConfigurationException;
    }

    /**
     * A file as it is seen; where it is replaced by another link, the path is another one. Its content, too, because who copies a
     * file with its time, or changes it within a tick of the clock, leaves time and length as they were.
     */
    private record State(String path, long modified, long length, long content) {

        static State of(File file) {
            String path;
            try {
                path = file.getCanonicalPath();
            } catch (IOException unknown) {
                path = file.getPath();
            }
            return new State(path, file.lastModified(), file.length(), sum(file));
        }

        /** Asked once a second from a service's first one on, for which a record's equality would be made up. */
        boolean isStill(@Nullable State other) {
            return other != null
                    && content == other.content
                    && path.equals(other.path)
                    && modified == other.modified
                    && length == other.length;
        }
    }

    /**
     * @param argument the agent's, which may name the file
     * @param context what the JVM was started with
     * @param first the configuration that it was started with
     * @param logChanged told when the log may have another level
     */
    Reload(
            @Nullable String argument,
            ProcessContext context,
            Configuration first,
            Standings standings,
            Runnable logChanged) {
        this(
                argument,
                context,
                () -> ConfigurationLoader.load(argument, context, CatalogueResource.clients()),
                first,
                standings,
                logChanged);
    }

    Reload(
            @Nullable String argument,
            ProcessContext context,
            Loading loading,
            Configuration first,
            Standings standings,
            Runnable logChanged) {
        this.argument = argument;
        this.context = context;
        this.loading = loading;
        this.first = first;
        this.standings = standings;
        this.logChanged = logChanged;
        this.overridden = first.overridden();
    }

    /** Looks at the file once a second, as long as the JVM runs. */
    @Override
    public void run() {
        try {
            while (true) {
                lookQuietly();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nobody begins this again, and it may be the only way to switch off. */
    private void lookQuietly() {
        try {
            look();
        } catch (Throwable silent) {
            // Not even the line could be written. The next look may come when there is memory again.
        }
    }

    /** Reads the file if it is not the one that was read, and has been the same for one look: who writes it may not be done. */
    synchronized void look() {
        try {
            File file = ConfigurationLoader.file(argument, context);
            State state = file == null ? null : State.of(file);
            if (state == null || state.isStill(read)) {
                return;
            }
            if (state.isStill(seen)) {
                now();
            }
            seen = state;
        } catch (Throwable failure) { // Such as an agent's jar that was taken away.
            if (failure instanceof VirtualMachineError) { // Such as a lack of memory, which may pass.
                read = null;
            }
            Agent.say(Level.DEBUG, "the configuration cannot be read again: " + failure);
        }
    }

    /** Reads the file, and returns what there is to say of it, which is logged. */
    synchronized List<String> now() {
        File file = ConfigurationLoader.file(argument, context);
        wrong = true; // Until it turns out to be right.
        if (file == null) {
            return List.of("there is no file to be read");
        }
        State state = State.of(file);
        read = state;
        try {
            List<String> lines = taken(loading.load());
            refused = -1;
            wrong = false;
            return lines;
        } catch (ConfigurationException mistaken) {
            List<String> lines = new ArrayList<>();
            for (Problem problem : mistaken.problems()) {
                lines.add(problem.toString());
            }
            lines.add(file + " is left aside until it is right; what was read before holds");
            if (state.content != refused) {
                lines.forEach(line -> Agent.say(Level.ERROR, line));
            }
            refused = state.content;
            return lines;
        }
    }

    /** Returns whether the file was left aside when it was last read. */
    synchronized boolean isWrong() {
        return wrong;
    }

    private List<String> taken(Configuration configuration) {
        List<String> lines = new ArrayList<>();
        for (Problem warning : configuration.warnings()) {
            if (!first.warnings().contains(warning)) {
                lines.add(warning.toString());
                Agent.say(Level.WARN, warning.toString());
            }
        }
        AgentLog.configure(configuration.log().level(), configuration.log().format());
        logChanged.run();
        lines.addAll(standings.configure(configuration));
        if (lines.isEmpty()) {
            lines.add("nothing has changed");
        }
        tellOverridden(configuration.overridden(), lines);
        return lines;
    }

    /** Who asks is told of all that the file says to no effect; the log only of what is new, as it may be meant to be so. */
    private void tellOverridden(List<Overridden> now, List<String> lines) {
        for (Overridden each : now) {
            lines.add(each.toString());
            if (overridden.stream().noneMatch(each::isSameAs)) {
                Agent.say(Level.WARN, each.toString());
            }
        }
        overridden = now;
    }

    private static long sum(File file) {
        CRC32 sum = new CRC32();
        try (InputStream in = new FileInputStream(file)) {
            sum.update(in.readNBytes(1 << 20));
        } catch (IOException unreadable) {
            return -2;
        }
        return sum.getValue();
    }
}
