package dev.reprise.admin.cli;

import dev.reprise.engine.config.Nearest;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Names the command that was meant, if one is near: picocli names one that has letters in common.
 *
 * @param otherwise what is done with all other mistakes
 */
record UnknownCommand(IParameterExceptionHandler otherwise) implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) throws Exception {
        CommandLine line = mistake.getCommandLine();
        String unknown = unknown(mistake, line);
        if (unknown == null) {
            return otherwise.handleParseException(mistake, arguments);
        }
        String nearest = Nearest.of(unknown, line.getSubcommands().keySet());
        PrintWriter err = line.getErr();
        err.println("there is no command \"" + unknown + "\""
                + (nearest == null
                        ? "; the commands are "
                                + String.join(", ", line.getSubcommands().keySet())
                        : "; did you mean \"" + nearest + "\"?"));
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Returns what stands in the place of a command and is none; null if something else is wrong. */
    private static @Nullable String unknown(ParameterException mistake, CommandLine line) {
        if (!(mistake instanceof UnmatchedArgumentException unmatched)
                || line.getSubcommands().isEmpty()) {
            return null;
        }
        List<String> rest = unmatched.getUnmatched();
        return rest.isEmpty() || rest.get(0).startsWith("-") ? null : rest.get(0);
    }
}
