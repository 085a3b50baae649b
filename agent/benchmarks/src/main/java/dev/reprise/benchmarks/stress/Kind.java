package dev.reprise.benchmarks.stress;

import dev.reprise.benchmarks.fuzz.answers.Conversation;
import dev.reprise.benchmarks.fuzz.answers.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * A method of {@link Service}.
 *
 * @param method its name
 * @param real makes its answer
 * @param same tells whether two answers are the same in content
 * @param spoil changes all of an answer that can be changed
 */
record Kind<T>(String method, IntFunction<T> real, BiPredicate<T, T> same, Consumer<T> spoil) {

    static List<Kind<?>> all(Service service) {
        return List.of(
                new Kind<String>("text", service::text, String::equals, text -> {}),
                new Kind<float[]>("vector", service::vector, Arrays::equals, vector -> Arrays.fill(vector, -1)),
                new Kind<int[][]>("grid", service::grid, Arrays::deepEquals, Kind::spoilGrid),
                new Kind<List<String>>("lines", service::lines, List::equals, Kind::spoilLines),
                new Kind<Map<String, List<Report.Finding>>>(
                        "findings", service::findings, Map::equals, Kind::spoilFindings),
                new Kind<Conversation>("conversation", service::conversation, Conversation::sameAs, Kind::spoil));
    }

    private static void spoilGrid(int[][] grid) {
        Arrays.fill(grid[0], -1);
        grid[1] = new int[] {-1};
        grid[2][1]++;
    }

    private static void spoilLines(List<String> lines) {
        lines.set(0, "spoilt");
        lines.add("spoilt");
    }

    private static void spoilFindings(Map<String, List<Report.Finding>> findings) {
        findings.values().forEach(List::clear);
        findings.put("spoilt", new ArrayList<>());
    }

    private static void spoil(Conversation conversation) {
        conversation.name = "spoilt";
        conversation.turns.clear();
        conversation.counts.values().forEach(counts -> Arrays.fill(counts, -1));
        conversation.counts.put("spoilt", new int[0]);
        conversation.weights[0] = -1;
        conversation.previous = conversation;
    }
}
