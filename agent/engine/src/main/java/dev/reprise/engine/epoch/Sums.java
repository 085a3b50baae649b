package dev.reprise.engine.epoch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers a sum (without carries) is of: up to three are tried, of which an entry seldom has more, and then Gauss'
 * elimination over one bit at a time, which tells nothing of more than 64 numbers.
 */
final class Sums {

    /** Among more, the third is not looked for. */
    private static final int FEW = 300;

    private Sums() {}

    /** A sum of some of the numbers. */
    private record Sum(long value, TreeSet<Integer> parts) {

        /** Returns the sum of both. */
        Sum plus(Sum other) {
            TreeSet<Integer> all = new TreeSet<>(parts);
            for (Integer part : other.parts) {
                if (!all.remove(part)) {
                    all.add(part);
                }
            }
            return new Sum(value ^ other.value, all);
        }
    }

    /** Returns those whose numbers come to a sum; null if there are none such, or several. */
    static @Nullable List<Subject> parts(long sum, Map<Subject, Long> numbers) {
        if (sum == 0) {
            return List.of();
        }
        List<Subject> few = few(sum, numbers);
        if (few != null) {
            return few;
        }
        if (numbers.size() > Long.SIZE) {
            return null;
        }
        List<Subject> names = new ArrayList<>(numbers.keySet());
        @Nullable Sum[] basis = new Sum[Long.SIZE];
        for (int i = 0; i < names.size(); i++) {
            Long number = numbers.get(names.get(i));
            Sum left = reduced(new Sum(number == null ? 0 : number, new TreeSet<>(List.of(i))), basis);
            if (left.value == 0) {
                return null; // It could be left out, or not.
            }
            basis[Long.SIZE - 1 - Long.numberOfLeadingZeros(left.value)] = left;
        }
        Sum found = reduced(new Sum(sum, new TreeSet<>()), basis);
        if (found.value != 0) {
            return null;
        }
        List<Subject> parts = new ArrayList<>();
        found.parts.forEach(part -> parts.add(names.get(part)));
        return parts;
    }

    /** Numbers of 64 bits are so rare that no other ones come to the same. */
    private static @Nullable List<Subject> few(long sum, Map<Subject, Long> numbers) {
        Map<Long, Subject> names = new HashMap<>();
        numbers.forEach((name, number) -> names.put(number, name));
        Subject one = names.get(sum);
        if (one != null) {
            return List.of(one);
        }
        List<Subject> two = two(sum, names);
        if (two != null || names.size() > FEW) {
            return two;
        }
        for (Map.Entry<Long, Subject> third : names.entrySet()) {
            List<Subject> others = two(sum ^ third.getKey(), names);
            if (others != null && !others.contains(third.getValue())) {
                return List.of(others.get(0), others.get(1), third.getValue());
            }
        }
        return null;
    }

    private static @Nullable List<Subject> two(long sum, Map<Long, Subject> names) {
        for (Map.Entry<Long, Subject> one : names.entrySet()) {
            Subject other = names.get(sum ^ one.getKey());
            if (other != null && !other.equals(one.getValue())) {
                return List.of(one.getValue(), other);
            }
        }
        return null;
    }

    private static Sum reduced(Sum sum, @Nullable Sum[] basis) {
        Sum left = sum;
        for (int bit = Long.SIZE - 1; bit >= 0; bit--) {
            Sum other = basis[bit];
            if ((left.value >>> bit & 1) != 0 && other != null) {
                left = left.plus(other);
            }
        }
        return left;
    }
}
