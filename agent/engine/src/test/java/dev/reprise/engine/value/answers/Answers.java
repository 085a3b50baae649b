package dev.reprise.engine.value.answers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What services return. */
public final class Answers {

    private Answers() {}

    public record Point(int x, double y, String label) {}

    public record Summary(
            String text,
            List<Point> points,
            Map<String, Set<Long>> index,
            Tone tone,
            float[] vector,
            Point[] corners) {}

    public record Box<T>(T content) {}

    public enum Tone {
        DRY,
        WARM {
            @Override
            public String word() {
                return "warm";
            }
        };

        public String word() {
            return "dry";
        }
    }

    public sealed interface Shape permits Circle, Square {}

    public record Circle(double radius) implements Shape {}

    public static final class Square implements Shape {
        private final double side;

        public Square(double side) {
            this.side = side;
        }

        public double side() {
            return side;
        }
    }

    /** No default constructor, a superclass, private final fields, a remembered hash. */
    public static final class Page extends Sheet {
        private final String title;
        private transient int hashCache;

        public Page(String title, int number) {
            super(number);
            this.title = title;
        }

        public String title() {
            return title;
        }

        public int hashCache() {
            return hashCache;
        }

        @Override
        public int hashCode() {
            hashCache = title.hashCode();
            return hashCache;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Page page && page.title.equals(title);
        }
    }

    public static class Sheet {
        private final int number;

        Sheet(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    public static class Node {
        public String name;
        public Node next;
        public final List<Node> others = new ArrayList<>();

        public Node(String name) {
            this.name = name;
        }
    }

    public static final class Forgetful {
        public String kept = "kept";
        public transient String lost;
    }

    public record Late(Supplier<String> text) {}

    public record Holder(Object content) {}

    /** Counts how often it is asked for its hash. */
    public record Hashed(int number) {
        public static final AtomicLong COUNT = new AtomicLong();

        @Override
        public int hashCode() {
            COUNT.incrementAndGet();
            return number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Hashed hashed && hashed.number == number;
        }
    }

    public record Ordered(Comparator<String> order) {}

    public final class Inner {
        public int value = 1;
    }

    public static Inner inner() {
        return new Answers().new Inner();
    }

    /** Is another each time it is made. */
    public record Growing(int size) {
        public Growing {
            size++;
        }
    }

    /** Writes one thing and reads another. */
    public static final class Liar implements java.io.Externalizable {
        public String text = "truth";

        @Override
        public void writeExternal(java.io.ObjectOutput out) throws java.io.IOException {
            out.writeUTF("lie");
        }

        @Override
        public void readExternal(java.io.ObjectInput in) throws java.io.IOException {
            text = in.readUTF();
        }
    }
}
