package dev.reprise.benchmarks;

import dev.reprise.benchmarks.disk.DiskFaults;
import dev.reprise.benchmarks.disk.Million;
import dev.reprise.benchmarks.eviction.EvictionTable;
import dev.reprise.benchmarks.flight.FlightTable;
import dev.reprise.benchmarks.fuzz.Fuzz;
import dev.reprise.benchmarks.hit.BatchTable;
import dev.reprise.benchmarks.hit.HitTable;
import dev.reprise.benchmarks.hit.MemoryTable;
import dev.reprise.benchmarks.hit.OffTable;
import dev.reprise.benchmarks.hit.PartTable;
import dev.reprise.benchmarks.hit.ValueTable;
import dev.reprise.benchmarks.kill.Kill;
import dev.reprise.benchmarks.killswitch.Killswitch;
import dev.reprise.benchmarks.lab.Options;
import dev.reprise.benchmarks.redis.FaultTable;
import dev.reprise.benchmarks.redis.RedisTable;
import dev.reprise.benchmarks.startup.StartupTable;
import dev.reprise.benchmarks.stress.Stress;
import java.util.Arrays;
import org.openjdk.jmh.runner.RunnerException;

/** Prints the figures that Reprise has to reach, one command for each. */
public final class Benchmarks {

    private Benchmarks() {}

    /**
     * Runs one of the commands and ends the JVM with status 2 if the command line makes no sense, with 1 if something
     * could not be measured, or disk-faults, redis-faults, fuzz, stress or kill found a fault. A target that is missed is said in the table and is no
     * failure of the command.
     *
     * @param arguments a command and its options, see {@link Options#USAGE}
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        if (arguments.length == 0) {
            System.err.println(Options.USAGE);
            return 2;
        }
        try {
            Options options = Options.parse(Arrays.asList(arguments).subList(1, arguments.length));
            return command(arguments[0], options);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println();
            System.err.println(Options.USAGE);
            return 2;
        } catch (RunnerException failure) {
            System.err.println(failure.getMessage());
            System.err.println("What JMH and its forked JVM said before is in the log beside benchmarks.jar.");
            return 1;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (Exception failure) {
            failure.printStackTrace();
            return 1;
        }
    }

    private static int command(String command, Options options) throws Exception {
        switch (command) {
            case "size" -> SizeTable.print(options);
            case "startup" -> StartupTable.print(options);
            case "hits" -> HitTable.print(options);
            case "off" -> OffTable.print(options);
            case "values" -> ValueTable.print(options);
            case "batches" -> BatchTable.print(options);
            case "parts" -> PartTable.print(options);
            case "fuzz" -> {
                return Fuzz.print(options) ? 0 : 1;
            }
            case "stress" -> {
                return Stress.print(options) ? 0 : 1;
            }
            case "kill" -> {
                return Kill.print(options) ? 0 : 1;
            }
            case "killswitch" -> {
                return Killswitch.print(options) ? 0 : 1;
            }
            case "redis" -> RedisTable.print(options);
            case "redis-faults" -> {
                return FaultTable.print(options) ? 0 : 1;
            }
            case "evictions" -> EvictionTable.print(options);
            case "flights" -> FlightTable.print(options);
            case "memory" -> MemoryTable.print(options);
            case "million" -> {
                return Million.print(options) ? 0 : 1;
            }
            case "disk-faults" -> {
                return DiskFaults.print(options) ? 0 : 1;
            }
            case "all" -> {
                for (String each :
                        new String[] {"size", "startup", "off", "hits", "values", "batches", "parts", "memory"}) {
                    command(each, options);
                }
            }
            default ->
                throw new IllegalArgumentException("There is no command '" + command
                        + "'; there are size, startup, hits, off, values, batches, parts, memory, all, million, evictions, flights, killswitch, redis,"
                        + " redis-faults, disk-faults, fuzz, stress and kill.");
        }
        return 0;
    }
}
