package dev.reprise.benchmarks.stress;

import dev.reprise.benchmarks.fuzz.answers.Conversation;
import dev.reprise.benchmarks.fuzz.answers.Report;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A service whose answers can all be changed by whoever gets them, but for one. */
final class Service {

    String text(int id) {
        return "answer " + id + " ".repeat(id);
    }

    float[] vector(int id) {
        float[] vector = new float[64 + id];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = id + i / 3f;
        }
        return vector;
    }

    int[][] grid(int id) {
        return new int[][] {{id, 1}, {}, {2, id, 3}};
    }

    List<String> lines(int id) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i <= id % 20; i++) {
            lines.add(id + " line " + i);
        }
        return lines;
    }

    Map<String, List<Report.Finding>> findings(int id) {
        Map<String, List<Report.Finding>> findings = new HashMap<>();
        for (int i = 0; i <= id % 5; i++) {
            findings.put("of " + i, new ArrayList<>(List.of(new Report.Finding(id, i, "text", Report.Tone.WARM))));
        }
        return findings;
    }

    Conversation conversation(int id) {
        Conversation conversation = new Conversation();
        conversation.name = "number " + id;
        conversation.turns.addAll(lines(id));
        conversation.counts.put("words", new int[] {id, 2, 3});
        conversation.weights = new double[] {id, 0.5};
        return conversation;
    }
}
