package dev.reprise.clients.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.StandInProvider;
import dev.reprise.clients.Tested;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes the calls of a client with its lowest and its newest version, and compares what comes with the table that is kept. */
public final class ClientMatrix {

    private final String client;
    private final String title;
    private final String kept;
    private final String artifact;
    private final List<ClientVersion> versions = new ArrayList<>();

    /**
     * Creates a matrix without a version.
     *
     * @param client the name of the catalogue's file
     * @param title what its users call the library
     * @param artifact the library's own jar, whose name tells the version
     */
    public ClientMatrix(String client, String title, String artifact) {
        this(client, title, title, artifact);
    }

    /**
     * Creates a matrix without a version, of a library that has more than one.
     *
     * @param client the name of the catalogue's file
     * @param title what its users call the library
     * @param kept what agent/README.md calls the table
     * @param artifact the library's own jar, whose name tells the version
     */
    public ClientMatrix(String client, String title, String kept, String artifact) {
        this.client = client;
        this.title = title;
        this.kept = kept;
        this.artifact = artifact;
    }

    /** Adds the version that the tests were compiled with. */
    public ClientMatrix compiled() {
        versions.add(ClientVersion.compiled(artifact));
        return this;
    }

    /** Adds the version of a module of {@code agent/clients/versions}. */
    public ClientMatrix resolved(String module) {
        versions.add(ClientVersion.resolved(artifact, module));
        return this;
    }

    /**
     * Forks two JVMs for each version, one after the other.
     *
     * @param directory for what the forks write
     * @param rows the main class, which hands its arguments to {@link Matrix#run}
     * @throws AssertionError if what came is not what agent/README.md says, or a version is not one that the catalogue names
     */
    public void check(Path directory, Class<?> rows) throws IOException {
        Table table =
                new Table(title, versions.stream().map(ClientVersion::version).toList());
        StringBuilder details = new StringBuilder();
        for (ClientVersion version : versions) {
            details.append(run(directory.resolve(version.version()), version, rows, table));
        }
        System.out.println(table.text());
        if (KeptTable.isToBeWritten()) {
            KeptTable.write(kept, table.text());
        }

        assertThat(table.text()).as(details.toString()).isEqualTo(KeptTable.read(kept));
        assertThat(Tested.versions(client)).containsAll(table.versions());
    }

    /** The lowest version runs on the JVM of the tests, the newest on the newest one. */
    private String run(Path directory, ClientVersion version, Class<?> rows, Table table) throws IOException {
        boolean last = version.equals(versions.get(versions.size() - 1));
        Fork fork = Fork.in(directory)
                .jdk(last ? Jdk.newest() : Jdk.running())
                .classPath(version.classPath().toArray(Path[]::new))
                // Nothing is asked twice at once, so that a call could only wait for one that its client forgot.
                .agent("clients: on", "single-flight: { wait: 1s }");
        String port = StandInProvider.freePort();
        Ended first = fork.run(rows, port, "false");
        Ended again = fork.run(rows, port, "true");
        table.add(version.version(), Line.in(first.out()), Line.in(again.out()));
        return "\n== " + version.version() + "\n" + Line.unsaid(first.out()) + first.err() + "-- after a restart\n"
                + Line.unsaid(again.out()) + again.err();
    }
}
