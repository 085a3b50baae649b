package dev.reprise.admin;

import dev.reprise.engine.Engine.MethodFigures;
import dev.reprise.engine.Fitness;
import dev.reprise.engine.config.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What to write into the configuration to have those observed calls served whose methods are fit for it. */
final class Remedy {

    /** So many methods are named that are left out. */
    private static final int LISTED = 3;

    private final Mode mode;
    private final Set<String> clients = new TreeSet<>();
    private final Set<String> places = new TreeSet<>();

    /** The methods that would be served by it as well, but are better not. */
    private final Set<String> excepted = new TreeSet<>();

    private boolean isWhole = true;

    /** Whether a method is fit that only somebody's command keeps from being served. */
    private boolean isHeldBack;

    private boolean isServed;

    /**
     * @param methods the figures of every method that was called
     * @param mode the global mode
     */
    Remedy(List<MethodFigures> methods, Mode mode) {
        this.mode = mode;
        List<MethodFigures> unfit = new ArrayList<>();
        for (MethodFigures each : methods) {
            if (Advice.isNeeded(each, Fitness.of(each))) {
                unfit.add(each);
            } else if (each.figures().observed() > 0 && isSaid(each, mode)) {
                isServed |= each.mode() == Mode.ON;
                isHeldBack |= each.mode() != Mode.ON;
            } else if (each.figures().observed() > 0) {
                String client = each.rule().client();
                (client == null ? places : clients).add(client == null ? place(each) : client);
            }
        }
        for (MethodFigures each : unfit) {
            String client = each.rule().client();
            if (client == null ? mode == Mode.OBSERVE || places.contains(place(each)) : clients.contains(client)) {
                excepted.add(each.figures().method());
            }
            isWhole &= each.figures().repeated() == 0;
        }
    }

    /** Returns whether the configuration serves a method already: what else is to be written there? */
    static boolean isSaid(MethodFigures method, Mode mode) {
        return mode == Mode.ON && method.configured() == Mode.ON;
    }

    private static String place(MethodFigures method) {
        return method.rule().where().toString();
    }

    /** Returns whether it serves anything. */
    boolean isAny() {
        return !clients.isEmpty() || !places.isEmpty() || isHeldBack;
    }

    /** Returns whether something is served by now that was observed before. */
    boolean isServed() {
        return isServed;
    }

    /** Returns whether it serves all that was repeated. */
    boolean isWhole() {
        return isWhole;
    }

    @Override
    public String toString() {
        StringBuilder remedy = new StringBuilder(mode == Mode.OBSERVE ? "mode: on" : "");
        if (!clients.isEmpty()) {
            remedy.append(remedy.length() == 0 ? "" : " and ").append("clients: {");
            join(clients, ": on", remedy).append('}');
        }
        if (mode == Mode.ON && !places.isEmpty()) {
            remedy.append(remedy.length() == 0 ? "" : ", and ").append("mode: on at ");
            join(places, "", remedy);
        }
        if (isHeldBack) {
            remedy.append(remedy.length() == 0 ? "" : ", and ")
                    .append("take back what was set by hand, which `mode` shows");
        }
        if (!excepted.isEmpty()) {
            remedy.append(", but mode: observe for ");
            if (excepted.size() > LISTED) {
                remedy.append("the ").append(excepted.size()).append(" methods that are not fit");
            } else {
                join(excepted, "", remedy);
            }
        }
        return remedy.toString();
    }

    private static StringBuilder join(Set<String> names, String after, StringBuilder to) {
        String separator = "";
        for (String name : names) {
            to.append(separator).append(name).append(after);
            separator = ", ";
        }
        return to;
    }
}
