package dev.reprise.clients;

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
import dev.reprise.engine.reflect.FieldAccess;
import java.io.File;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

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
                        rule.ignore().stream().map(IgnoredPath::text).toList(),
                        rule.stateful()));
    }

    /**
     * Finds a method.
     *
     * @param client the name of the catalogue's file
     * @param method the beginning of the pattern, such as {@code com.acme.Chat#ask}
     * @return the one entry that begins so
     */
    public static CataloguedMethod of(String client, String method) {
        String file = "/reprise/catalogue/" + client + ".yaml";
        ProcessContext nothing = new ProcessContext(Map.of(), Map.of(), new File("/nonexistent"));
        List<MethodRule> found;
        try {
            found =
                    ConfigurationLoader.load(null, nothing, List.of(CatalogueSource.yaml(client, () -> open(file))))
                            .methods()
                            .stream()
                            .filter(rule -> rule.pattern().text().startsWith(method))
                            .toList();
        } catch (ConfigurationException wrong) {
            throw new IllegalStateException(wrong);
        }
        if (found.size() != 1) {
            throw new IllegalArgumentException(found.size() + " methods of " + client + " begin with " + method);
        }
        return new CataloguedMethod(found.get(0));
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
