package dev.reprise.clients.matrix;

import dev.reprise.clients.Written;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A service that makes the calls of a client in a JVM of its own, and prints what came of each. What it makes in the first
 * JVM it asks for once more in the second.
 */
public final class Matrix {

    private static final int FIRST_NUMBER = 1000;
    private static final int SECOND_NUMBER = 2000;

    private final Provider provider;
    private final List<Row> rows = new ArrayList<>();

    private Matrix(Provider provider) {
        this.provider = provider;
    }

    /**
     * Makes the calls, prints, and ends the JVM.
     *
     * @param arguments the port of the provider, and whether this is the second JVM
     * @param protocol how the provider talks
     * @param definition adds the rows
     */
    public static void run(String[] arguments, Protocol protocol, Consumer<Matrix> definition) throws Exception {
        boolean again = Boolean.parseBoolean(arguments[1]);
        int number = again ? SECOND_NUMBER : FIRST_NUMBER;
        try (Provider provider = Provider.start(Integer.parseInt(arguments[0]), protocol, number);
                Examination examination = new Examination(provider, lines())) {
            Matrix matrix = new Matrix(provider);
            definition.accept(matrix);
            for (Row row : matrix.rows) {
                if (again) {
                    examination.afterRestart(row);
                } else {
                    examination.first(row);
                }
            }
        }
        Written.await();
        // The threads of the libraries need not be waited for.
        System.exit(0);
    }

    /**
     * Adds a way to call the client.
     *
     * @param name what a user of the client writes
     * @param call asks and returns all that came
     */
    public Row row(String name, Call call) {
        Row row = new Row(name, call);
        rows.add(row);
        return row;
    }

    /** Returns where the provider is, without a slash at the end. */
    public String url() {
        return provider.url();
    }

    private static PrintStream lines() {
        return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    }
}
