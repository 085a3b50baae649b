package dev.reprise.engine.config;

import java.io.File;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Makes a configuration of a document. */
final class ConfigurationBinder {

    private static final List<String> KEYS = List.of(
            "mode",
            "rollout",
            "namespace",
            "home",
            "warm",
            "quiet",
            "reload",
            "jmx",
            "deterministic-only",
            "tenant",
            "clients",
            "tiers",
            "recording",
            "replay",
            "single-flight",
            "audit",
            "report",
            "store",
            "scopes",
            "prices",
            "methods",
            "log");
    private static final List<String> TIERS = List.of("memory", "disk", "redis", "max-entry-size");
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug");
    private static final List<String> FORMATS = List.of("text", "json");

    /** Entries are arrays, and one is copied while it is written. */
    private static final long LARGEST_ENTRY = 1L << 30;

    private final ProcessContext context;
    private final Problems problems;

    ConfigurationBinder(ProcessContext context, Problems problems) {
        this.context = context;
        this.problems = problems;
    }

    /** Returns the configuration; it is of use only if no problem was noted. */
    Configuration bind(Node.Mapping root, String origin, Catalogue catalogue, List<Overridden> overridden) {
        Fields fields = Fields.of(root, "", KEYS, problems);
        Mode mode = orElse(fields.mode("mode"), Mode.ON);
        String namespace = orElse(fields.text("namespace"), "default");
        boolean quiet = orElse(fields.flag("quiet"), false);
        boolean deterministicOnly = orElse(fields.flag("deterministic-only"), false);
        LogSettings log = log(fields);
        Node tiersNode = fields.node("tiers");
        Fields tiers = tiers(tiersNode == null ? new Node.Nothing(root.where()) : tiersNode);
        MemorySettings memory = memory(tiers);
        DiskSettings disk = disk(tiers);
        long maxEntryBytes = maxEntryBytes(tiers);
        StoreSettings store = new StoreBinder(context, origin, problems).bind(fields.node("store"));
        RedisSettings redis = tiers.node("redis") == null ? null : new RedisBinder(problems).bind(tiers, store);
        File home = home(fields);
        if (home == null && disk.enabled()) {
            problems.warning(
                    SourceLocation.whole(origin),
                    "home: this user has no cache directory, so there is no disk tier; name a directory with home, or"
                            + " write disk: off");
            disk = disk.off();
        }
        if (mode == Mode.ON && !memory.enabled() && !disk.enabled() && redis == null) {
            problems.warning(
                    tiers.where(),
                    "tiers: memory and disk are both off, so that nothing is kept and every method runs as without"
                            + " Reprise; switch one of them on, or write mode: observe or mode: off");
        }
        Map<String, ScopeSettings> scopes = ScopesBinder.bind(fields.node("scopes"), problems);
        List<MethodRule> own =
                new MethodRuleBinder(null, /* asked= */ true, Mode.ON, problems).bindAll(fields.node("methods"));
        warnOfUnknownScopes(own, scopes);
        warnOfVainExceptions(own, scopes);
        CataloguedRules catalogued = catalogue.rules(fields, mode);
        return new Configuration(
                mode,
                fields.node("mode") == null ? SourceLocation.whole(root.where().file()) : fields.where("mode"),
                fields.percentage("rollout", 100),
                namespace,
                home,
                file(fields, "warm"),
                quiet,
                orElse(fields.flag("reload"), true),
                orElse(fields.flag("jmx"), false),
                deterministicOnly,
                TenantBinder.bind(fields, problems),
                memory,
                disk,
                redis,
                maxEntryBytes,
                recording(fields),
                orElse(PaceBinder.bind(fields, problems), Pace.IMMEDIATE),
                singleFlight(fields, tiers),
                audit(fields),
                file(fields, "report"),
                store,
                Collections.unmodifiableMap(scopes),
                PricesBinder.bind(fields.node("prices"), problems),
                List.copyOf(own),
                catalogued,
                log,
                origin,
                problems.warnings(),
                overridden);
    }

    private static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private Fields tiers(Node node) {
        if (node instanceof Node.Scalar) {
            // Not repeated: an address with a password may have been written in their place.
            problems.error(
                    node.where(),
                    "tiers: needs keys and values, not a single value; write which tier, such as { disk: off }, or"
                            + " mode: off. Valid keys: "
                            + String.join(", ", TIERS));
            return Fields.of(new Node.Nothing(node.where()), "tiers", TIERS, problems);
        }
        return Fields.of(node, "tiers", TIERS, problems);
    }

    private MemorySettings memory(Fields tiers) {
        Fields memory = tier(tiers, "memory", List.of("max-size"));
        long bytes = isOff(tiers, "memory") ? 0 : memory.size("max-size", MemorySettings.DEFAULT.maxBytes());
        return new MemorySettings(bytes != 0, bytes);
    }

    private DiskSettings disk(Fields tiers) {
        Fields disk = tier(tiers, "disk", List.of("max-size", "timeout"));
        long bytes = isOff(tiers, "disk") ? 0 : disk.size("max-size", DiskSettings.DEFAULT.maxBytes());
        Duration timeout = orElse(disk.duration("timeout"), DiskSettings.TIMEOUT);
        if (timeout.compareTo(DiskSettings.LONGEST_TIMEOUT) > 0) {
            disk.problem("timeout", "is longer than a call may be held up; write at most 60s, such as 20ms");
        }
        return new DiskSettings(bytes != 0, bytes, timeout);
    }

    /** Returns what is said of a tier; nothing if it is only switched on or off. */
    private Fields tier(Fields tiers, String name, List<String> keys) {
        Node node = tiers.node(name);
        Node said = node == null || node instanceof Node.Scalar ? new Node.Nothing(tiers.where()) : node;
        return Fields.of(said, tiers.path(name), keys, problems);
    }

    private static boolean isOff(Fields tiers, String name) {
        if (!(tiers.node(name) instanceof Node.Scalar scalar)) {
            return false;
        }
        return switch (scalar.text().trim().toLowerCase(Locale.ROOT)) {
            case "off", "false" -> true;
            case "on", "true" -> false;
            default -> {
                tiers.problem(name, "is neither on nor off; write one of them, or a size: { max-size: 64MB }");
                yield false;
            }
        };
    }

    private static long maxEntryBytes(Fields tiers) {
        long bytes = tiers.size("max-entry-size", Configuration.MAX_ENTRY_BYTES);
        if (bytes > LARGEST_ENTRY) {
            tiers.problem("max-entry-size", "is more than one entry can have; write at most 1GB");
        }
        return bytes;
    }

    private RecordingLimits recording(Fields fields) {
        Node node = fields.node("recording");
        if (node == null) {
            return RecordingLimits.DEFAULT;
        }
        Fields recording = Fields.of(node, "recording", List.of("max-parts", "max-time"), problems);
        return new RecordingLimits(
                recording.count("max-parts", RecordingLimits.DEFAULT.maxParts()),
                orElse(recording.duration("max-time"), RecordingLimits.DEFAULT.maxTime()));
    }

    private SingleFlight singleFlight(Fields fields, Fields tiers) {
        SingleFlight byDefault = SingleFlight.DEFAULT;
        Node node = fields.node("single-flight");
        if (node == null) {
            return byDefault;
        }
        if (node instanceof Node.Scalar) {
            return orElse(fields.flag("single-flight"), true) ? byDefault : SingleFlight.OFF;
        }
        Fields said = Fields.of(node, "single-flight", List.of("wait", "pause", "shared", "share-failures"), problems);
        boolean shared = orElse(said.flag("shared"), byDefault.shared());
        if (shared && tiers.node("redis") == null) {
            said.problem("shared", "needs a Redis that the services share; name one as tiers.redis.uri");
        } else if (shared && tiers.node("redis") instanceof Node.Scalar) {
            problems.warning(
                    said.where("shared"),
                    "single-flight.shared: tiers.redis is off, so that equal calls of other services are not waited for");
        }
        return new SingleFlight(
                orElse(said.duration("wait"), byDefault.bound()),
                orElse(said.duration("pause"), byDefault.pause()),
                shared,
                orElse(said.flag("share-failures"), byDefault.sharesFailures()));
    }

    private @Nullable File home(Fields fields) {
        String home = fields.text("home");
        if (home != null && home.indexOf('\0') >= 0) {
            fields.problem("home", "holds a NUL character, which no path can; write the path of a directory");
            return null;
        }
        if (home != null && (home.startsWith("$") || home.startsWith("%"))) {
            problems.warning(
                    fields.where("home"),
                    "home: \"" + home
                            + "\" begins with a variable, which nothing fills in here; write an absolute path, or"
                            + " one that begins with ~/");
        }
        return home == null ? new HomeDirectory(context).byDefault() : context.file(home);
    }

    private @Nullable File file(Fields fields, String key) {
        String path = fields.text(key);
        if (path != null && path.indexOf('\0') >= 0) {
            fields.problem(key, "holds a NUL character, which no path can; write the path of a file");
            return null;
        }
        return path == null ? null : context.file(path);
    }

    private AuditSettings audit(Fields fields) {
        AuditSettings byDefault = AuditSettings.DEFAULT;
        Node node = fields.node("audit");
        if (node == null) {
            return byDefault;
        }
        if (node instanceof Node.Scalar) {
            return new AuditSettings(
                    orElse(fields.flag("audit"), byDefault.on()),
                    byDefault.showValues(),
                    byDefault.demote(),
                    byDefault.effects());
        }
        Fields said = Fields.of(node, "audit", List.of("show-values", "demote", "effects"), problems);
        return new AuditSettings(
                byDefault.on(),
                orElse(said.flag("show-values"), byDefault.showValues()),
                said.percentage("demote", byDefault.demote()),
                orElse(said.flag("effects"), byDefault.effects()));
    }

    private LogSettings log(Fields fields) {
        Node node = fields.node("log");
        if (node == null || node instanceof Node.Nothing) {
            return LogSettings.DEFAULT;
        }
        if (node instanceof Node.Scalar) {
            return new LogSettings(level(fields, "log"), LogSettings.DEFAULT.format());
        }
        Fields log = Fields.of(node, "log", List.of("level", "format"), problems);
        return new LogSettings(level(log, "level"), format(log));
    }

    private static Level level(Fields fields, String key) {
        String level = oneOf(fields, key, "level", LEVELS);
        return level == null ? LogSettings.DEFAULT.level() : Level.valueOf(level.toUpperCase(Locale.ROOT));
    }

    private static String format(Fields fields) {
        return orElse(oneOf(fields, "format", "format", FORMATS), LogSettings.DEFAULT.format());
    }

    private static @Nullable String oneOf(Fields fields, String key, String noun, List<String> valid) {
        String text = fields.text(key);
        if (text == null) {
            return null;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (valid.contains(lower)) {
            return lower;
        }
        fields.problem(key, Fields.unknown(noun, text, "", valid));
        return null;
    }

    private void warnOfUnknownScopes(List<MethodRule> rules, Map<String, ScopeSettings> scopes) {
        Set<String> known = new LinkedHashSet<>(scopes.keySet());
        for (MethodRule rule : rules) {
            String odd = Configuration.oddScope(scopes, rule.scope());
            if (odd != null) {
                problems.warning(rule.where(), odd);
            } else if (rule.evicts() == null) {
                known.add(rule.scope());
            }
        }
        for (MethodRule rule : rules) {
            warnOfUnknownScopes(rule, known);
        }
    }

    private void warnOfVainExceptions(List<MethodRule> rules, Map<String, ScopeSettings> scopes) {
        for (MethodRule rule : rules) {
            Staleness own = rule.stale();
            if (own != null
                    && own.exceptions() != null
                    && !own.exceptions().names().isEmpty()
                    && own.over(Configuration.scope(scopes, rule.scope()).stale())
                                    .ifErrorMillis()
                            == 0) {
                problems.warning(
                        rule.where(),
                        "stale-exceptions is without effect, because neither the entry nor its scope says for how long"
                                + " entries answer; write stale-if-error: 24h");
            }
        }
    }

    private void warnOfUnknownScopes(MethodRule rule, Set<String> known) {
        EvictRule evicts = rule.evicts();
        for (String scope : evicts == null ? List.<String>of() : evicts.scopes()) {
            String hint = known.contains(scope) ? "" : Nearest.hint(scope, known);
            if (!hint.isEmpty()) {
                problems.warning(rule.where(), "evicts: no scope is named \"" + scope + "\"" + hint);
            }
        }
    }
}
