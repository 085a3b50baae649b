package dev.reprise.benchmarks.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param agent the Reprise agent to measure
 * @param withAgent false to leave Reprise out and measure only what it is compared with
 * @param jdks the JDKs to measure on, never empty
 * @param quick whether fewer and shorter runs will do, for a look rather than a figure
 * @param seed where the random numbers of {@code fuzz}, {@code stress} and {@code kill} begin
 * @param entries how many entries {@code million} writes; 0 if it is to know
 */
public record Options(Path agent, boolean withAgent, List<Jdk> jdks, boolean quick, long seed, int entries) {

    /** The command line, explained. */
    public static final String USAGE = """
            java -jar benchmarks.jar COMMAND [--quick] [--jdk HOME]... [--agent JAR | --no-agent]

              size      size of the agent jar
              startup   what the agent adds to a hello-world process: wall time, memory
              hits      one hit beside Spring @Cacheable with Caffeine, by size of the prompt
              off       a woven method that is switched off beside its plain twin
              values    hits that decode: a record, a LangChain4j ChatResponse
              batches   hits of embedding batches beside look-ups by hand, by number of texts
              parts     the parts of a hit: the key of a large request, the decoding of a response
              memory    hits of 1, 2, 4 and 8 threads in memory beside Caffeine
              all       all of them
              evictions how soon an eviction holds in other processes, by disk and by Redis
              flights   a thousand threads that ask the same at once, and that each ask something else
              killswitch
                        how soon nothing is served any more when it is switched off
              redis     hits in a Redis server beside a plain client's GET of the same bytes
              million   a million entries of 2 KB on disk (5 GB): opening, hits, and hits while a tenth is swept away

              fuzz      a million damaged entries through the disk tier and the codecs
              stress    eight threads that change what they got for a minute
              kill      a hundred times one of three JVMs that write to one home is killed
              redis-faults
                        a thousand calls each with a Redis server that is killed, stopped, slow, full …
              disk-faults
                        a thousand calls each with a disk that is full, read-only, unmounted, silent …

              --quick       fewer and shorter runs: a look, not a figure
              --jdk HOME    measure on this JDK; may be repeated (default: the running one and newer ones beside it)
              --agent JAR   measure this agent (default: the one that the build made)
              --no-agent    leave Reprise out
              --entries N   so many instead of a million
              --seed N      repeat a run of fuzz, stress or kill (default: another one each time)""";

    /** Copies the list. */
    public Options {
        jdks = List.copyOf(jdks);
    }

    /**
     * Reads the options behind the command.
     *
     * @param arguments the options
     * @return what they say, with the defaults for what they do not say
     * @throws IllegalArgumentException if one is unknown, incomplete or names something that is not there
     */
    public static Options parse(List<String> arguments) {
        Path agent = Workspace.builtAgent();
        boolean withAgent = true;
        boolean quick = false;
        long seed = System.nanoTime();
        int entries = 0;
        List<Jdk> jdks = new ArrayList<>();
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            switch (option) {
                case "--quick" -> quick = true;
                case "--no-agent" -> withAgent = false;
                case "--agent" -> agent = Path.of(value(option, rest)).toAbsolutePath();
                case "--seed" -> seed = number(option, rest);
                case "--entries" -> entries = (int) Math.min(Integer.MAX_VALUE, number(option, rest));
                case "--jdk" -> jdks.add(Jdk.at(Path.of(value(option, rest))));
                default -> throw new IllegalArgumentException("There is no option '" + option + "'.");
            }
        }
        if (withAgent && !agent.toFile().isFile()) {
            throw new IllegalArgumentException("There is no agent at " + agent
                    + "; build it (mvn -DskipTests package), name another with --agent or leave it out with"
                    + " --no-agent.");
        }
        return new Options(agent, withAgent, jdks.isEmpty() ? Jdk.runningAndNewer() : jdks, quick, seed, entries);
    }

    private static long number(String option, Iterator<String> rest) {
        try {
            return Long.parseLong(value(option, rest));
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("The option " + option + " wants a whole number behind it.", wrong);
        }
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException("The option " + option + " wants something behind it.");
        }
        return rest.next();
    }
}
