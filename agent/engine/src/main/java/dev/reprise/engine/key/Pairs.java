package dev.reprise.engine.key;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds secrets whose name lies beside them: {@code Header[name=Authorization, value=...]}, {@code ["password", "..."]}. */
final class Pairs {

    private static final Set<String> NAMES = Set.of("name", "key", "header", "field", "parameter", "property", "{key}");
    private static final Set<String> VALUES = Set.of("value", "values", "content", "{value}");

    private Pairs() {}

    static void hide(List<TracedPart> parts) {
        for (int owner = 0; owner < parts.size(); owner++) {
            List<Integer> inside = inside(parts, owner);
            switch (parts.get(owner).kind()) {
                case OBJECT -> hideInObject(parts, owner, inside);
                case IN_ORDER -> hideInOrder(parts, inside);
                case MAP -> hideKeys(parts, owner, inside);
            }
        }
    }

    private static void hideInOrder(List<TracedPart> parts, List<Integer> inside) {
        for (int i = 1; i < inside.size(); i++) {
            if (parts.get(inside.get(i - 1)).namesSecret()) {
                hide(parts, inside.get(i));
            }
        }
    }

    /** What a map of secrets is keyed by may be the secrets. */
    private static void hideKeys(List<TracedPart> parts, int owner, List<Integer> inside) {
        if (parts.get(owner).isSecret()) {
            inside.forEach(key -> parts.get(key).hideLabel());
        }
    }

    private static void hideInObject(List<TracedPart> parts, int owner, List<Integer> inside) {
        for (int name : inside) {
            TracedPart part = parts.get(name);
            if (NAMES.contains(part.label()) && part.namesSecret()) {
                for (int other : inside) {
                    if (other != name) {
                        hide(parts, other);
                    }
                }
            } else if (part.label().equals("key") && !parts.get(owner).isSecret() && hasValue(parts, inside)) {
                part.show(); // The name of a value, and no key to anything.
            }
        }
    }

    private static boolean hasValue(List<TracedPart> parts, List<Integer> inside) {
        for (int other : inside) {
            if (VALUES.contains(parts.get(other).label())) {
                return true;
            }
        }
        return false;
    }

    private static List<Integer> inside(List<TracedPart> parts, int owner) {
        List<Integer> inside = new ArrayList<>();
        for (int i = owner + 1;
                i < parts.size() && parts.get(i).depth() > parts.get(owner).depth();
                i++) {
            if (parts.get(i).depth() == parts.get(owner).depth() + 1) {
                inside.add(i);
            }
        }
        return inside;
    }

    private static void hide(List<TracedPart> parts, int owner) {
        int depth = parts.get(owner).depth();
        for (int i = owner; i < parts.size() && (i == owner || parts.get(i).depth() > depth); i++) {
            parts.get(i).hide();
        }
    }
}
