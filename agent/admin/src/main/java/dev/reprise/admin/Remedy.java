package dev.reprise.admin;

import dev.reprise.engine.Engine.MethodFigures;
import dev.reprise.engine.config.Mode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What to write into the configuration to have observed calls served. */
final class Remedy {

    private Remedy() {}

    static String of(List<MethodFigures> methods, Mode mode) {
        Set<String> clients = new TreeSet<>();
        Set<String> places = new TreeSet<>();
        for (MethodFigures each : methods) {
            if (each.figures().observed() > 0) {
                if (each.rule().client() != null) {
                    clients.add(each.rule().client());
                } else if (mode == Mode.ON) {
                    places.add(each.rule().where().toString());
                }
            }
        }
        StringBuilder remedy = new StringBuilder(mode == Mode.OBSERVE ? "mode: on" : "");
        if (!clients.isEmpty()) {
            remedy.append(remedy.length() == 0 ? "" : " and ").append("clients: {");
            join(clients, ": on", remedy).append('}');
        }
        if (!places.isEmpty()) {
            remedy.append(remedy.length() == 0 ? "" : ", and ").append("mode: on at ");
            join(places, "", remedy);
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
