package dev.reprise.engine.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds the configuration file: the first that is named, or the first default that exists. */
final class Lookup {

    private static final String[] DEFAULTS = {"reprise.yaml", "reprise.yml", "reprise.json"};

    private final ProcessContext context;
    private final Problems problems;

    Lookup(ProcessContext context, Problems problems) {
        this.context = context;
        this.problems = problems;
    }

    /** Returns the file's text, or null if there is none or it cannot be read; the latter is a problem. */
    @Nullable
    Document find(@Nullable String agentArgument) {
        if (agentArgument != null && !agentArgument.isBlank()) {
            return named(agentArgument, "the agent's argument");
        }
        String property = context.systemProperties().getOrDefault("reprise.config", "");
        if (!property.isBlank()) {
            return named(property, "the system property reprise.config");
        }
        String variable = context.environment().getOrDefault("REPRISE_CONFIG", "");
        if (!variable.isBlank()) {
            return named(variable, "the environment variable REPRISE_CONFIG");
        }
        for (String name : DEFAULTS) {
            File file = context.file(name);
            if (file.isFile()) {
                return read(name, file);
            }
        }
        return null;
    }

    /** Returns the file that is read, whether it is there or not; null if none is named and there is none by default. */
    @Nullable
    File file(@Nullable String agentArgument) {
        String property = context.systemProperties().getOrDefault("reprise.config", "");
        String variable = context.environment().getOrDefault("REPRISE_CONFIG", "");
        for (String name : new String[] {agentArgument == null ? "" : agentArgument, property, variable}) {
            if (!name.isBlank()) {
                return context.file(name.trim());
            }
        }
        for (String name : DEFAULTS) {
            File file = context.file(name);
            if (file.isFile()) {
                return file;
            }
        }
        return null;
    }

    private @Nullable Document named(String name, String by) {
        File file = context.file(name.trim());
        if (file.isFile()) {
            return read(name.trim(), file);
        }
        String what = file.isDirectory() ? "is a directory, not a file" : "does not exist";
        problems.error(
                SourceLocation.whole(name.trim()),
                what + "; it is named by " + by
                        + (new File(name.trim()).isAbsolute()
                                ? ""
                                : " and looked for in the working directory " + context.workingDirectory()));
        return null;
    }

    private @Nullable Document read(String name, File file) {
        try {
            return Document.read(name, new FileInputStream(file), problems);
        } catch (IOException e) {
            problems.error(SourceLocation.whole(name), "cannot be read: " + e.getMessage());
            return null;
        }
    }
}
