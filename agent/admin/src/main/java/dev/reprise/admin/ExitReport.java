package dev.reprise.admin;

import dev.reprise.engine.Engine.MethodFigures;
import dev.reprise.engine.Figures;
import dev.reprise.engine.Fitness;
import dev.reprise.engine.Reasons;
import dev.reprise.engine.Source;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.worth.Prices;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The lines that a service prints at its exit: what was served, and what could have been. */
public final class ExitReport {

    /** So many methods are named that were never cached: a pattern may have found hundreds. */
    private static final int LISTED = 10;

    private ExitReport() {}

    /**
     * Returns one line of totals, one of what that saved, one more if methods were only observed, and one for each method of which not one call was
     * cached, or of which calls could not be and nobody was told so when it happened.
     *
     * @param methods the figures of every method that was called
     * @param mode the global mode
     * @param prices what the tokens of models cost
     */
    public static List<String> of(List<MethodFigures> methods, Mode mode, Prices prices) {
        Figures total = Figures.NONE;
        for (MethodFigures each : methods) {
            total = total.plus(each.figures());
        }
        List<String> lines = new ArrayList<>();
        long lookedUp = total.hits() + total.misses();
        lines.add("Reprise served " + total.hits() + " of " + calls(lookedUp) + " from cache"
                + (lookedUp == 0 ? "" : " (" + percent(total.hits(), lookedUp) + sources(total) + ")") + "; "
                + total.misses()
                + " missed"
                + (total.partlyMisses() == 0 ? "" : " (" + total.partlyMisses() + " of them in part)") + ", "
                + total.stored() + " stored, " + WhyBypassed.text(total) + stale(total));
        if (!total.saved().isNothing()) {
            lines.add("Reprise saved " + SavingsText.of(total.saved(), prices) + own(total));
        }
        if (total.observed() > 0) {
            lines.add("Reprise observed " + calls(total.observed()) + "; "
                    + repeated(total, new Remedy(methods, mode), prices));
        }
        addStale(methods, lines);
        addUnfit(methods, lines);
        addUncached(methods, lines);
        return lines;
    }

    /** Says how many calls got an entry whose time was over, if some did. */
    private static String stale(Figures total) {
        if (total.stale() == 0) {
            return "";
        }
        return "; " + total.stale() + (total.stale() == 1 ? " got a stale answer" : " got stale answers")
                + (total.staleForFailure() == 0
                        ? ""
                        : ", " + total.staleForFailure() + " of them because the provider failed");
    }

    /** Says of which methods those were, if there was another one. */
    private static void addStale(List<MethodFigures> methods, List<String> lines) {
        int listed = 0;
        for (MethodFigures each : methods) {
            Figures figures = each.figures();
            if (figures.stale() > 0 && methods.size() > 1 && listed++ < LISTED) {
                lines.add(figures.method() + ": of its " + calls(figures.calls())
                        + stale(figures).substring(1));
            }
        }
    }

    /** Says what that cost, if it is known. */
    private static String own(Figures total) {
        return total.ownNanos() == 0
                ? ""
                : "; its own work took about " + duration(total.ownNanos()) + ", its new entries "
                        + StartLine.size(total.ownBytes());
    }

    /** Says of the methods that were observed and that are better not served why, and what to do. */
    private static void addUnfit(List<MethodFigures> methods, List<String> lines) {
        int unfit = 0;
        for (MethodFigures each : methods) {
            Fitness fitness = Fitness.of(each);
            if (Advice.isNeeded(each, fitness) && unfit++ < LISTED) {
                lines.add(each.figures().method() + " is "
                        + (each.demoted() == null ? fitness.verdict().name().toLowerCase(Locale.ROOT) : "not served")
                        + ": " + String.join("; ", fitness.reasons()) + ". What to do: " + Advice.of(each, fitness));
            }
        }
        if (unfit > LISTED) {
            lines.add(
                    (unfit - LISTED) + " more observed methods are unfit or doubtful, as a report says (report: FILE)");
        }
    }

    /** Says where hits came from if they did not all come from memory. */
    private static String sources(Figures total) {
        if (total.fromMemory() == total.hits()) {
            return "";
        }
        StringBuilder sources = new StringBuilder(": ");
        add(sources, total.fromMemory(), Source.MEMORY);
        add(sources, total.fromDisk(), Source.DISK);
        add(sources, total.fromRedis(), Source.REDIS);
        add(sources, total.coalesced(), Source.COALESCED);
        return sources.substring(0, sources.length() - 2);
    }

    private static void add(StringBuilder sources, long hits, Source source) {
        if (hits > 0) {
            sources.append(hits).append(' ').append(source).append(", ");
        }
    }

    private static String repeated(Figures total, Remedy remedy, Prices prices) {
        if (total.repeated() == 0) {
            return "none was repeated";
        }
        boolean one = total.repeated() == 1;
        return total.repeated() + (one ? " was" : " were") + " repeated, and a cache would have saved "
                + (one ? "it " : "them ") + SavingsText.of(total.wouldSave(), prices)
                + advice(remedy, one);
    }

    private static String advice(Remedy remedy, boolean one) {
        if (remedy.isAny()) {
            return "; to serve " + (remedy.isWhole() ? one ? "it" : "them" : "those of methods that are fit") + ": "
                    + remedy;
        }
        return remedy.isServed()
                ? "; by now " + (one ? "it is" : "they are") + " served"
                : "; no method of them is fit to be served";
    }

    private static void addUncached(List<MethodFigures> methods, List<String> lines) {
        int more = 0;
        int listed = 0;
        for (MethodFigures each : methods) {
            String line = uncached(each);
            if (line == null) {
                continue;
            }
            if (listed++ < LISTED) {
                lines.add(line);
            } else {
                more++;
            }
        }
        if (more > 0) {
            lines.add(more + " more methods were not cached for any of their calls; the log says why, of clients that"
                    + " nobody named with log.level: debug");
        }
    }

    private static @Nullable String uncached(MethodFigures method) {
        Figures figures = method.figures();
        Reasons reasons = method.reasons();
        if (reasons == null) {
            boolean isUnderWay = figures.misses() == figures.calls()
                    && figures.misses() > 0
                    && figures.stored() == 0
                    && figures.stale() == 0;
            return isUnderWay ? subject(method) + all(figures) + ": no answer of it came to its end" : null;
        }
        if (method.whyNone() != null) {
            return subject(method) + all(figures) + why(reasons);
        }
        return method.rule().asked() || figures.bypasses() == 0
                ? null
                : subject(method) + figures.bypasses() + " of its " + figures.calls() + " calls" + why(reasons);
    }

    private static String all(Figures figures) {
        return figures.calls() == 1 ? "its only call" : "any of its " + figures.calls() + " calls";
    }

    private static String subject(MethodFigures method) {
        MethodRule rule = method.rule();
        return method.figures().method()
                + (rule.asked()
                        ? " was not cached for "
                        : " (" + rule.client() + ", observed) could not be cached for ");
    }

    private static String why(Reasons reasons) {
        return (reasons.number() == 1
                        ? ": "
                        : ", for " + reasons.number() + " reasons; that of " + reasons.calls() + " of them: ")
                + reasons.main();
    }

    static String calls(long number) {
        return number + (number == 1 ? " call" : " calls");
    }

    static String percent(long part, long whole) {
        return tenths(Math.round(1000.0 * part / whole)) + " %";
    }

    static String duration(long nanos) {
        if (nanos >= 1_000_000_000L) {
            return tenths(Math.round(nanos / 1e8)) + " s";
        }
        return nanos >= 10_000_000L ? Math.round(nanos / 1e6) + " ms" : tenths(Math.round(nanos / 1e5)) + " ms";
    }

    /** By hand, because the JDK's formatter would take longer than all else at the exit of a small program. */
    private static String tenths(long number) {
        return number / 10 + "." + number % 10;
    }
}
