package dev.reprise.admin.cli;

import dev.reprise.admin.live.Asking;
import dev.reprise.admin.live.UnknownQuestion;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The agent of a JVM that runs, to be asked. Not thread-safe. */
final class LiveJvm implements Closeable {

    /** What is said beside figures and modes that tell nothing of it. */
    static final String TAKEN_OUT =
            "nothing is woven in, since `remove`: all methods run as without Reprise until `install`";

    private final String pid;
    private final Asking asking;
    private final String ownVersion;

    /**
     * Takes an agent that has come.
     *
     * @param ownVersion the version of this command
     */
    LiveJvm(String pid, Asking asking, String ownVersion) {
        this.pid = pid;
        this.asking = asking;
        this.ownVersion = ownVersion;
    }

    /**
     * Goes to the agent of a JVM.
     *
     * @param pid its process; null for the only one that has an agent
     * @param own where this command comes from
     * @throws IOException if there is none, or it does not answer
     */
    static LiveJvm of(@Nullable String pid, ToolContext own) throws IOException {
        String chosen = pid == null ? only() : pid;
        checkUser(chosen);
        Asking asking = Asking.begin();
        boolean there = false;
        try {
            call(chosen, own, asking);
            there = true;
        } finally {
            if (!there) {
                asking.close();
            }
        }
        return new LiveJvm(chosen, asking, own.version());
    }

    private static void call(String pid, ToolContext own, Asking asking) throws IOException {
        String version;
        try (Attach jvm = Attach.to(pid)) {
            Installed installed = Installed.in(jvm);
            if (installed == null) {
                throw new IOException("process " + pid + " has no Reprise; `attach " + pid + "` loads it");
            }
            version = installed.version();
            // Its own jar, if that can be read: the class path of the service gains no other then.
            File jar = installed.jar();
            jvm.load(jar != null && jar.canRead() ? jar : own.jar(), "@call:" + asking.socket());
        }
        if (!asking.hasCome()) {
            throw new IOException(
                    "Reprise " + version + " in process " + pid + " does not answer this command of Reprise "
                            + own.version() + ": it is off, as its log says, or of a version that cannot be asked");
        }
    }

    /** Whose process it is decides who may open files that it is to find. */
    private static void checkUser(String pid) throws IOException {
        Optional<String> own = ProcessHandle.current().info().user();
        Optional<String> other = isNumber(pid)
                ? ProcessHandle.of(Long.parseLong(pid))
                        .flatMap(process -> process.info().user())
                : Optional.empty();
        if (own.isPresent() && other.isPresent() && !own.equals(other)) {
            throw new IOException("process " + pid + " is of user " + other.get() + "; run the command as that user");
        }
    }

    static boolean isNumber(String pid) {
        return !pid.isEmpty() && pid.length() < 19 && pid.chars().allMatch(Character::isDigit);
    }

    private static String only() throws IOException {
        List<String> found = new ArrayList<>();
        for (Attach.Jvm each : Attach.list()) {
            try (Attach jvm = Attach.to(each.pid())) {
                if (Installed.in(jvm) != null) {
                    found.add(each.pid());
                }
            } catch (IOException closed) {
                // It has ended, or lets nobody in.
            }
        }
        if (found.isEmpty()) {
            throw new NoService("no JVM of this user has Reprise");
        }
        if (found.size() != 1) {
            throw new IOException("which JVM? Name it with --pid: " + String.join(", ", found) + " have Reprise");
        }
        return found.get(0);
    }

    /** Returns its process. */
    String pid() {
        return pid;
    }

    /** Asks for a text or a number. */
    String text(String method, String... arguments) throws IOException {
        return String.valueOf(ask(method, arguments));
    }

    /** Asks for a text that is told beside something else; null of an agent of another version, which does not know. */
    @Nullable
    String textIfKnown(String method, String... arguments) throws IOException {
        try {
            return String.valueOf(asking.ask(method, arguments));
        } catch (UnknownQuestion older) {
            return null;
        }
    }

    /**
     * Asks whether something is so.
     *
     * @param otherwise what is taken to be so of an agent of another version, which does not know
     */
    boolean is(boolean otherwise, String method, String... arguments) throws IOException {
        try {
            return Boolean.TRUE.equals(asking.ask(method, arguments));
        } catch (UnknownQuestion older) {
            return otherwise;
        }
    }

    /** Asks whether methods are woven; so they are taken to be of an agent that does not know. */
    boolean isWoven() throws IOException {
        return is(/* otherwise= */ true, "isWoven");
    }

    /** Asks for lines of text. */
    List<String> lines(String method) throws IOException {
        List<String> lines = new ArrayList<>();
        if (ask(method) instanceof List<?> values) {
            values.forEach(each -> lines.add(String.valueOf(each)));
        }
        return lines;
    }

    /** Asks for lines of text that are told beside something else; an agent that does not know them has none. */
    List<String> linesIfKnown(String method) throws IOException {
        List<String> lines = new ArrayList<>();
        try {
            if (asking.ask(method) instanceof List<?> values) {
                values.forEach(each -> lines.add(String.valueOf(each)));
            }
        } catch (UnknownQuestion older) {
            return List.of();
        }
        return lines;
    }

    /** Asks what a property or a variable goes before in the file. */
    List<String> overridden() throws IOException {
        return linesIfKnown("getOverridden");
    }

    /** Asks for a record of a kind. */
    Answer one(Class<? extends Record> kind, String method) throws IOException {
        Object value = ask(method);
        check(kind, method, value);
        return Answer.of(value);
    }

    /** Asks for several records of a kind. */
    List<Answer> all(Class<? extends Record> kind, String method, String... arguments) throws IOException {
        List<Answer> all = new ArrayList<>();
        if (ask(method, arguments) instanceof List<?> values) {
            for (Object each : values) {
                check(kind, method, each);
                all.add(Answer.of(each));
            }
        }
        return all;
    }

    private @Nullable Object ask(String method, String... arguments) throws IOException {
        try {
            return asking.ask(method, arguments);
        } catch (UnknownQuestion unknown) {
            throw otherVersion(method);
        }
    }

    /** What an agent does not tell must not look like 0. */
    private void check(Class<? extends Record> kind, String what, @Nullable Object value) throws IOException {
        if (!(value instanceof Map<?, ?> fields)) {
            throw otherVersion(what);
        }
        for (RecordComponent component : kind.getRecordComponents()) {
            String name = component.getName();
            if (!fields.containsKey(name)) {
                throw otherVersion(name + " in " + what);
            }
            if (component.getType().isRecord() && fields.get(name) != null) {
                check(component.getType().asSubclass(Record.class), name + " in " + what, fields.get(name));
            }
        }
    }

    private IOException otherVersion(String lacking) throws IOException {
        return new IOException("process " + pid + " has Reprise " + asking.ask("getVersion") + " and this command is of"
                + " Reprise " + ownVersion + ", another build: that one does not tell " + lacking
                + "; run the command of the jar that the service was started with");
    }

    @Override
    public void close() throws IOException {
        asking.close();
    }

    /**
     * A record that an agent answered with.
     *
     * @param fields its components by name
     */
    record Answer(Map<?, ?> fields) {

        static Answer of(@Nullable Object value) {
            return new Answer(value instanceof Map<?, ?> fields ? fields : Map.of());
        }

        String text(String name) {
            Object value = fields.get(name);
            return value == null ? "" : value.toString();
        }

        long number(String name) {
            return fields.get(name) instanceof Number number ? number.longValue() : 0;
        }

        double real(String name) {
            return fields.get(name) instanceof Number number ? number.doubleValue() : 0;
        }

        Map<String, Long> numbers(String name) {
            Map<String, Long> numbers = new TreeMap<>();
            if (fields.get(name) instanceof Map<?, ?> values) {
                values.forEach((key, value) -> {
                    if (value instanceof Number number) {
                        numbers.put(String.valueOf(key), number.longValue());
                    }
                });
            }
            return numbers;
        }

        List<String> texts(String name) {
            List<String> texts = new ArrayList<>();
            if (fields.get(name) instanceof List<?> values) {
                values.forEach(each -> texts.add(String.valueOf(each)));
            }
            return texts;
        }

        Answer record(String name) {
            return of(fields.get(name));
        }
    }
}
