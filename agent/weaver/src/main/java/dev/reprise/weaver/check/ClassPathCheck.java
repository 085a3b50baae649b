package dev.reprise.weaver.check;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.TenantRule;
import dev.reprise.weaver.classfile.ClassMethod;
import dev.reprise.weaver.classfile.Descriptors;
import dev.reprise.weaver.match.AnnotationRules;
import dev.reprise.weaver.match.ChosenMethod;
import dev.reprise.weaver.match.ClassMatcher;
import dev.reprise.weaver.match.RuleTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the methods of a class path as the agent would in the service, and tells what it finds. What only a service that
 * runs can tell, such as classes that it makes itself or what an answer holds, it leaves open. Not thread-safe.
 */
public final class ClassPathCheck {

    private static final String TENANT = "tenant: ";

    private final Configuration configuration;
    private final ClassPath classPath;
    private final RuleTable table;
    private final ClassMatcher matcher;
    private final Fitness fitness;
    private final TenantCheck tenants;

    private final List<String> warnings = new ArrayList<>();
    private final Map<MethodRule, List<String>> methods = new LinkedHashMap<>();
    private final Map<MethodRule, List<String>> complaints = new LinkedHashMap<>();
    private final Map<String, Integer> ofClients = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();

    private ClassPathCheck(Configuration configuration, AnnotationRules annotations, ClassPath classPath) {
        this.configuration = configuration;
        this.classPath = classPath;
        this.table = new RuleTable(configuration.ownMethods(), configuration.catalogue());
        this.matcher = new ClassMatcher(table, annotations, warnings::add);
        ClassFiles classes = new ClassFiles(classPath.loader());
        this.fitness = new Fitness(classes);
        this.tenants = new TenantCheck(classes);
    }

    /**
     * Looks at all classes.
     *
     * @param annotations how to turn an annotation into a rule
     * @param progress told again and again how many classes were looked at
     * @throws IOException if a file cannot be read
     */
    public static Findings of(
            Configuration configuration, AnnotationRules annotations, ClassPath classPath, IntConsumer progress)
            throws IOException {
        ClassPathCheck check = new ClassPathCheck(configuration, annotations, classPath);
        classPath.forEach((name, file) -> {
            check.look(name, file);
            progress.accept(check.names.size());
        });
        return check.findings();
    }

    private void look(String className, byte[] file) {
        names.add(className);
        try {
            for (ChosenMethod chosen : matcher.match(classPath.loader(), file)) {
                add(className, chosen.method(), table.rule(chosen.plan().rule()));
            }
        } catch (RuntimeException unreadable) {
            warnings.add(className + " cannot be read: " + unreadable.getMessage());
        }
    }

    private void add(String className, ClassMethod method, MethodRule rule) {
        if (rule.client() != null) {
            ofClients.merge(rule.client(), 1, Integer::sum);
            return;
        }
        MethodRule own = own(rule);
        String name = className + "#" + method.name() + "("
                + String.join(", ", Descriptors.parameters(method.descriptor())) + ")";
        String unfit = rule.evicts() == null ? unfit(className, method, rule) : null;
        if (unfit == null) {
            methods.computeIfAbsent(own, key -> new ArrayList<>()).add(name);
        } else {
            complaints.computeIfAbsent(own, key -> new ArrayList<>()).add(name + " is not cached: " + unfit);
        }
    }

    private @Nullable String unfit(String className, ClassMethod method, MethodRule rule) {
        String unfit = fitness.reason(method, rule);
        TenantRule tenant = tenant(rule);
        String nobodys = unfit != null || tenant == null ? null : tenants.reason(tenant, className, method);
        return nobodys == null ? unfit : TENANT + nobodys + ", so that nobody knows whose its calls are";
    }

    /** Returns where the tenants of the calls of a rule's methods are; null if nothing says so. */
    private @Nullable TenantRule tenant(MethodRule rule) {
        TenantRule ofScope = configuration.scope(rule.scope()).tenant();
        return rule.tenant() != null ? rule.tenant() : ofScope != null ? ofScope : configuration.tenant();
    }

    /** Says of the clients' methods, if any are woven, what is wrong with the tenant of everything. */
    private void checkTenantOfAll() {
        TenantRule tenant = configuration.tenant();
        String reason = tenant == null || ofClients.isEmpty() ? null : tenants.reason(tenant);
        if (tenant != null && reason != null) {
            warnings.add(tenant.where() + ": " + TENANT + reason + ", so that calls of clients are not cached");
        }
    }

    /** Returns the rule as the user wrote it: what is woven may know more of the method. */
    private MethodRule own(MethodRule rule) {
        for (MethodRule each : configuration.ownMethods()) {
            if (each.where().equals(rule.where()) && each.pattern().equals(rule.pattern())) {
                return each;
            }
        }
        for (MethodRule each : methods.keySet()) {
            if (each.where().equals(rule.where())) {
                return each;
            }
        }
        return rule;
    }

    private Findings findings() {
        Map<MethodRule, String> missing = matcher.matches().missing(names);
        List<CheckedRule> rules = new ArrayList<>();
        for (MethodRule rule : configuration.ownMethods()) {
            List<String> reasons = takenWarnings(rule);
            String reason = missing.get(rule);
            if (reason != null) {
                reasons.add(reason);
            }
            rules.add(checked(rule, reasons));
        }
        List<CheckedRule> annotated = new ArrayList<>();
        Set<MethodRule> others = new LinkedHashSet<>(methods.keySet());
        others.addAll(complaints.keySet());
        for (MethodRule rule : others) {
            if (rule.isAnnotation()) {
                annotated.add(checked(rule, takenWarnings(rule)));
            }
        }
        checkTenantOfAll();
        List<CheckedClient> clients = new Clients(configuration.catalogue(), classPath).found(ofClients);
        List<String> notes = new ArrayList<>(classPath.oddities());
        notes.addAll(warnings);
        return new Findings(names.size(), rules, annotated, clients, notes);
    }

    private CheckedRule checked(MethodRule rule, List<String> reasons) {
        reasons.addAll(complaints.getOrDefault(rule, List.of()));
        return new CheckedRule(
                rule.where().toString(),
                rule.pattern().text(),
                rule.evicts() != null,
                methods.getOrDefault(rule, List.of()),
                reasons);
    }

    /** Takes those warnings that are about a rule. */
    private List<String> takenWarnings(MethodRule rule) {
        List<String> taken = new ArrayList<>();
        String place = rule.place() + ": ";
        String again = rule.pattern().text() + ": ";
        for (String warning : List.copyOf(warnings)) {
            if (warning.startsWith(place)) {
                warnings.remove(warning);
                String text = warning.substring(place.length());
                taken.add(text.startsWith(again) ? text.substring(again.length()) : text);
            }
        }
        return taken;
    }
}
