package dev.reprise.clients;

import dev.reprise.engine.admit.AnswerCheck;
import dev.reprise.engine.config.CatalogueSource;
import dev.reprise.engine.config.ConfigurationException;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.IgnoredPath;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.key.KeyPlan;
import dev.reprise.engine.key.KeySpec;
import dev.reprise.engine.key.Keys;
import dev.reprise.engine.key.Unkeyable;
import dev.reprise.engine.reflect.ContentPaths;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.usage.UsageReader;
import dev.reprise.engine.worth.ModelUse;
import dev.reprise.weaver.match.ClassMatcher;
import dev.reprise.weaver.match.RuleTable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A method of the built-in catalogue, and the keys of its calls as the engine makes them. */
public final class CataloguedMethod {

    private final MethodRule rule;
    private final KeyPlan plan;

    private CataloguedMethod(MethodRule rule) {
        this.rule = rule;
        this.plan = new Keys(FieldAccess.NONE)
                .plan(new KeySpec(
                        "",
                        rule.pattern().text(),
                        "",
                        /* receiver= */ true,
                        List.of(),
                        Stream.concat(
                                        rule.ignore().stream().map(IgnoredPath::text),
                                        Stream.ofNullable(rule.callback())
                                                .map(callback -> Integer.toString(callback.argument())))
                                .toList(),
                        rule.stateful()));
    }

    /**
     * Finds a method.
     *
     * @param client the name of the catalogue's file
     * @param method the beginning of the pattern, such as {@code com.acme.Chat#ask}
     * @return the one entry that begins so; of several, the one whose method has that very name, and that means any of the
     *     library's classes
     */
    public static CataloguedMethod of(String client, String method) {
        return of(client, method, client);
    }

    /**
     * Finds a method of a class, as above.
     *
     * @param type the name of the class
     */
    public static CataloguedMethod of(String client, String method, String type) {
        List<MethodRule> found = rules(client).stream()
                .filter(rule -> rule.pattern().text().startsWith(method))
                .toList();
        if (!isOneMethod(found)) {
            found = found.stream()
                    .filter(rule -> rule.pattern().text().startsWith(method + "("))
                    .toList();
        }
        if (isOneMethod(found)) {
            return new CataloguedMethod(
                    found.stream().filter(rule -> rule.means(type)).findFirst().orElse(found.get(found.size() - 1)));
        }
        if (found.size() != 1) {
            throw new IllegalArgumentException(found.size() + " methods of " + client + " begin with " + method);
        }
        return new CataloguedMethod(found.get(0));
    }

    private static boolean isOneMethod(List<MethodRule> rules) {
        return rules.stream().map(rule -> rule.pattern().text()).distinct().count() == 1;
    }

    /**
     * Looks for what the catalogue names in a class of the library.
     *
     * @param client the name of the catalogue's file
     * @param type the class
     * @return the names of the methods that the agent weaves
     */
    public static List<String> woven(String client, Class<?> type) {
        ClassMatcher matcher = new ClassMatcher(
                new RuleTable(rules(client)),
                (method, annotation) -> {
                    throw new IllegalStateException(method);
                },
                warning -> {
                    throw new IllegalStateException(warning);
                });
        try (InputStream content =
                type.getClassLoader().getResourceAsStream(type.getName().replace('.', '/') + ".class")) {
            if (content == null) {
                throw new IllegalArgumentException("the class file of " + type.getName() + " cannot be read");
            }
            return matcher.match(type.getClassLoader(), content.readAllBytes()).stream()
                    .map(chosen -> chosen.method().name())
                    .toList();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static List<MethodRule> rules(String client) {
        String file = "/reprise/catalogue/" + client + ".yaml";
        ProcessContext nothing = new ProcessContext(Map.of(), Map.of(), new File("/nonexistent"));
        try {
            return ConfigurationLoader.load(null, nothing, List.of(CatalogueSource.yaml(client, () -> open(file))))
                    .methods();
        } catch (ConfigurationException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    private static InputStream open(String file) {
        InputStream content = CataloguedMethod.class.getResourceAsStream(file);
        if (content == null) {
            throw new IllegalArgumentException("the catalogue has no " + file);
        }
        return content;
    }

    /** Returns the prefixes of classes that answers may hold. */
    public List<String> allow() {
        return rule.allow();
    }

    /** Returns why an answer, or one that comes in these parts, is not kept, by what it says of itself; null if it is. */
    public @Nullable String refusal(Object... parts) {
        AnswerCheck check = new AnswerCheck(rule.admit(), new ContentPaths(FieldAccess.NONE));
        if (parts.length == 1) {
            return check.refusal(parts[0]);
        }
        AnswerCheck.Parts recording = check.parts();
        for (Object part : parts) {
            String reason = recording.next(part);
            if (reason != null) {
                return reason;
            }
        }
        return recording.end();
    }

    /** Returns what an answer, or one that comes in these parts, says of what it cost. */
    public ModelUse use(Call call, Object... parts) {
        UsageReader.Answer usage = new UsageReader(rule.usage(), new ContentPaths(FieldAccess.NONE)).answer();
        for (Object part : parts) {
            usage.next(part);
        }
        return usage.uses(call.receiver(), call.arguments()).get(0);
    }

    /** Returns what an answer says of what it cost, as above, whatever its call was. */
    public ModelUse use(Object... parts) {
        return use(new Call(null), parts);
    }

    /** Returns the key of a call as a text; why there is none begins with {@code bypass:}. */
    public String key(Call call) {
        try {
            return plan.key(/* tenant= */ null, call.receiver(), call.arguments())
                    .toString();
        } catch (Unkeyable reason) {
            return "bypass: " + reason.path() + " " + reason.reason();
        }
    }
}
