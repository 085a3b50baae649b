package dev.reprise.engine.key;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * What a value says, apart from the objects that say it: two models are equal if and only if what they stand for is to
 * have one encoding.
 */
sealed interface Model {

    /** Returns one of the many ways to say it in objects. */
    Object objects(Random way);

    /** Null, a boolean, a number or a character. */
    record Scalar(Object value) implements Model {
        @Override
        public Object objects(Random way) {
            return value;
        }
    }

    record Text(String text) implements Model {
        @Override
        public Object objects(Random way) {
            return new String(text.toCharArray());
        }
    }

    record Items(List<Model> items) implements Model {
        @Override
        public Object objects(Random way) {
            List<Object> list = way.nextBoolean() ? new ArrayList<>() : new LinkedList<>();
            items.forEach(item -> list.add(item.objects(way)));
            return way.nextBoolean() ? list : Collections.unmodifiableList(list);
        }
    }

    record Elements(Set<Model> elements) implements Model {
        @Override
        public Object objects(Random way) {
            List<Model> order = new ArrayList<>(elements);
            Collections.shuffle(order, way);
            Set<Object> set = way.nextBoolean() ? new HashSet<>() : new LinkedHashSet<>();
            order.forEach(element -> set.add(element.objects(way)));
            return set;
        }
    }

    record Entries(Map<Model, Model> entries) implements Model {
        @Override
        public Object objects(Random way) {
            List<Model> order = new ArrayList<>(entries.keySet());
            Collections.shuffle(order, way);
            Map<Object, Object> map = way.nextBoolean() ? new HashMap<>() : new LinkedHashMap<>();
            order.forEach(key -> map.put(key.objects(way), entries.get(key).objects(way)));
            return map;
        }
    }

    record Array(List<Model> items) implements Model {
        @Override
        public Object objects(Random way) {
            return items.stream().map(item -> item.objects(way)).toArray();
        }
    }

    record Maybe(Model content) implements Model {
        @Override
        public Object objects(Random way) {
            return Optional.ofNullable(content.objects(way));
        }
    }

    record Both(Model one, Model other) implements Model {
        @Override
        public Object objects(Random way) {
            return new Pair(one.objects(way), other.objects(way));
        }
    }

    /** A class of the host. */
    record Pair(Object one, Object other) {}
}
