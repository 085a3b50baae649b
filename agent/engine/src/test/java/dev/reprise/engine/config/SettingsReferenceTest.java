package dev.reprise.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of settings in README.md has those that a file can have, and no others. */
class SettingsReferenceTest {

    private static final String NONE = "no-such-key";
    private static final Pattern VALID =
            Pattern.compile("unknown key \"" + NONE + "\".* Valid keys: ([a-z, -]+)", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("`([^`]+)`");

    /** Below these lie names that the user chooses. */
    private static final Map<String, String> NAMED =
            Map.of("scopes", "scopes.NAME", "prices", "prices.MODEL", "methods", "methods[]");

    /** The places where a tenant is looked for are told once, and are the same everywhere. */
    private static final Pattern TENANT = Pattern.compile("^(?:scopes\\.NAME|methods\\[])\\.tenant\\.");

    @TempDir
    Path directory;

    private Set<String> settings;
    private Map<String, String> table;

    @BeforeEach
    void readBoth() throws IOException {
        settings = new TreeSet<>();
        addBelow("", settings);
        table = table();
    }

    @Test
    void everySettingIsInTheTable() {
        assertThat(settings)
                .hasSizeGreaterThan(80)
                .contains("tiers.redis.uri", "methods[].admit.any-of", "prices.MODEL.cached-input");

        assertThat(settings.stream().filter(setting -> !isTold(setting))).isEmpty();
    }

    @Test
    void whatIsInTheTableIsASetting() {
        Set<String> known = new TreeSet<>();
        for (String setting : settings) {
            for (int dot = setting.length(); dot > 0; dot = setting.lastIndexOf('.', dot - 1)) {
                known.add(setting.substring(0, dot));
            }
        }

        assertThat(table.keySet()).isSubsetOf(known);
    }

    @Test
    void whatIsSaidToBeOverriddenCanBe() {
        Configurations process = new Configurations(directory.resolve("overridden"));
        Set<String> properties = new TreeSet<>();
        for (String setting : settings) {
            if (!setting.startsWith("methods[]")
                    && !setting.startsWith("prices.")
                    && !TENANT.matcher(setting).find()
                    && !setting.endsWith(".stale-exceptions")) {
                properties.add(setting.replace("NAME", "prompts"));
            }
        }
        properties.forEach(property -> process.property("reprise." + property, "on"));

        Problems problems = new Problems();
        new Overrides(
                        new Node.Mapping(SourceLocation.whole("none"), new LinkedHashMap<>()),
                        List.of("langchain4j"),
                        problems)
                .apply(process.context());
        assertThat(problems.warnings()).isEmpty();
    }

    private boolean isTold(String setting) {
        String told = TENANT.matcher(setting).replaceFirst("tenant.");
        if (table.containsKey(told)) {
            return true;
        }
        int dot = told.lastIndexOf('.');
        String row = dot < 0 ? null : table.get(told.substring(0, dot));
        return row != null
                && Pattern.compile("(?<![\\w-])" + Pattern.quote(told.substring(dot + 1)) + ": ")
                        .matcher(row)
                        .find();
    }

    /** Adds the settings below a path, which the binder tells when it is given a wrong one. */
    private void addBelow(String path, Set<String> settings) {
        List<String> keys = keysBelow(path);
        if (keys.isEmpty()) {
            settings.add(path);
        }
        for (String key : keys) {
            String below = path.isEmpty() ? key : path + "." + key;
            addBelow(path.isEmpty() ? NAMED.getOrDefault(below, below) : below, settings);
        }
    }

    private List<String> keysBelow(String path) {
        StringBuilder yaml = new StringBuilder();
        StringBuilder end = new StringBuilder("\n");
        for (String part : path.isEmpty() ? new String[0] : path.split("\\.")) {
            if (part.endsWith("[]")) {
                yaml.append(part, 0, part.length() - 2).append(": [{method: a.A#a, ");
                end.insert(0, "}]");
            } else {
                yaml.append(part).append(": {");
                end.insert(0, "}");
            }
        }
        yaml.append(NONE).append(": 1").append(end);
        for (String problem :
                new Configurations(directory).problemsOf("{" + yaml.toString().trim() + "}")) {
            Matcher valid = VALID.matcher(problem);
            if (valid.find()) {
                return Arrays.asList(valid.group(1).trim().split(", "));
            }
        }
        return List.of();
    }

    private static Map<String, String> table() throws IOException {
        String all = Files.readString(Path.of("..", "..", "README.md"));
        String chapter = all.substring(all.indexOf("\n## Configuration\n"));
        chapter = chapter.substring(0, chapter.indexOf("\n### "));
        Map<String, String> table = new LinkedHashMap<>();
        chapter.lines().filter(line -> line.startsWith("| `")).forEach(line -> {
            String[] cells = line.split(" \\| ", 2);
            Matcher key = KEY.matcher(cells[0]);
            while (key.find()) {
                assertThat(table.put(key.group(1), cells[1])).as(key.group(1)).isNull();
            }
        });
        return table;
    }
}
