package dev.reprise.engine.usage;

import dev.reprise.engine.config.UsageRule;
import dev.reprise.engine.reflect.ContentPaths;
import dev.reprise.engine.worth.ModelUse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what answers say of what they cost. What they do not say is not guessed. Safe for any number of threads. */
public final class UsageReader {

    /** More than any answer tells of itself; what does is not believed, and would make nonsense of the sum. */
    private static final double MOST = 1e9;

    private static final UsageRule NOTHING = new UsageRule(List.of(), List.of(), List.of(), List.of(), List.of());

    private final ContentPaths contents;
    private final List<List<String>> models;
    private final Sum input;
    private final Sum output;
    private final Sum cached;
    private final Sum written;
    private final List<List<String>> tokens = new ArrayList<>();

    /** Those of the paths of all sums, from one to before another, that are added up. */
    private record Sum(int from, int to) {}

    /**
     * @param rule where it is said; null if it is not
     * @param contents finds what lies in an answer
     */
    public UsageReader(@Nullable UsageRule rule, ContentPaths contents) {
        UsageRule read = rule == null ? NOTHING : rule;
        this.contents = contents;
        this.models = split(read.model());
        this.input = sum(read.input());
        this.output = sum(read.output());
        this.cached = sum(read.cached());
        this.written = sum(read.written());
    }

    private static List<List<String>> split(List<String> paths) {
        List<List<String>> split = new ArrayList<>();
        for (String path : paths) {
            split.add(List.of(path.split("\\.")));
        }
        return split;
    }

    private Sum sum(List<String> paths) {
        int from = tokens.size();
        tokens.addAll(split(paths));
        return new Sum(from, tokens.size());
    }

    /** Returns what reads one answer. */
    public Answer answer() {
        return new Answer();
    }

    /** What one answer says. Belongs to one recording. */
    public final class Answer {

        private final long[] found = new long[tokens.size()];
        private @Nullable String model;

        private Answer() {
            Arrays.fill(found, -1);
        }

        /** Takes the answer, or the next part of it. Never throws. */
        public void next(Object part) {
            try {
                read(part);
            } catch (RuntimeException | LinkageError | StackOverflowError unreadable) {
                // Then it says nothing.
            }
        }

        private void read(Object part) {
            for (int i = 0; i < found.length; i++) {
                long number = number(part, tokens.get(i));
                if (number >= 0) {
                    found[i] = number;
                }
            }
            for (int i = 0; model == null && i < models.size(); i++) {
                model = text(part, models.get(i));
            }
        }

        /**
         * Returns what was asked of the provider: one call, and its tokens if the answer told them.
         *
         * @param receiver the receiver of the call, or null
         * @param arguments its arguments
         */
        public List<ModelUse> uses(@Nullable Object receiver, @Nullable Object[] arguments) {
            String name = model;
            for (int i = 0; name == null && i < models.size(); i++) {
                name = inCall(models.get(i), receiver, arguments);
            }
            boolean isTold = isFound(input) || isFound(output);
            return List.of(new ModelUse(
                    name == null ? "" : name,
                    /* calls= */ 1,
                    isTold ? 1 : 0,
                    of(input),
                    of(output),
                    of(cached),
                    of(written)));
        }

        private boolean isFound(Sum sum) {
            for (int i = sum.from; i < sum.to; i++) {
                if (found[i] >= 0) {
                    return true;
                }
            }
            return false;
        }

        private long of(Sum sum) {
            long all = 0;
            for (int i = sum.from; i < sum.to; i++) {
                all += Math.max(0, found[i]);
            }
            return all;
        }
    }

    private @Nullable String inCall(List<String> names, @Nullable Object receiver, @Nullable Object[] arguments) {
        String root = names.get(0);
        List<String> rest = names.subList(1, names.size());
        if (root.equals("this")) {
            return text(receiver, rest);
        }
        int index = root.length() == 1 ? root.charAt(0) - '0' : -1;
        return index >= 0 && index < arguments.length && index <= 9 ? text(arguments[index], rest) : null;
    }

    private @Nullable String text(@Nullable Object root, List<String> names) {
        String[] text = new String[1];
        contents.any(root, names, content -> {
            String word = contents.word(content);
            text[0] = word == null || word.isBlank() ? null : word;
            return text[0] != null;
        });
        return text[0];
    }

    private long number(Object root, List<String> names) {
        long[] number = {-1};
        contents.any(root, names, content -> {
            String word = contents.word(content);
            try {
                double told = word == null ? -1 : Double.parseDouble(word);
                number[0] = told <= MOST ? (long) told : -1;
            } catch (NumberFormatException none) {
                number[0] = -1;
            }
            return number[0] >= 0;
        });
        return number[0];
    }
}
