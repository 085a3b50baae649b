package dev.reprise.engine.tier;

import dev.reprise.engine.tier.AgeHistogram.Excess;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * One pass over the files of a home: deletes what has expired, what dead processes left, and, where a quota is exceeded, the
 * least recently used entries (exact to an eighth of their age). Where tenants have quotas, who is over his gives up his own, and
 * where the scope is over its quota, who has most. Takes no more heap for a million files than for one, but for a count of each
 * tenant.
 */
final class Sweep {

    /** Where nobody can tell whether the process that writes a file is alive. */
    private static final Duration ABANDONED_AFTER = Duration.ofMinutes(10);

    /** How many tenants' entries are looked at together, for each of whom there is a histogram. */
    private static final int TENANTS = 256;

    private final DiskLayout layout;
    private final long nowMillis;
    private final BooleanSupplier stopped;
    private final Runnable rest;

    /**
     * @param rest is called between small steps
     */
    Sweep(DiskLayout layout, long nowMillis, BooleanSupplier stopped, Runnable rest) {
        this.layout = layout;
        this.nowMillis = nowMillis;
        this.stopped = stopped;
        this.rest = rest;
    }

    private interface Visitor {
        void visit(Path file, BasicFileAttributes attributes) throws IOException;
    }

    /** Returns what is left in each scope. Scopes without a quota, another service's, count for the total only. */
    Map<String, Left> run(Map<String, ScopeQuota> quotas, Quota total) {
        deleteAbandoned();
        Map<String, Left> left = new HashMap<>();
        AgeHistogram all = new AgeHistogram();
        for (Path scope : children(layout.scopes)) {
            String name = scope.getFileName().toString();
            if (DiskLayout.validScope(name)) {
                Left its = run(name, quotas.getOrDefault(name, ScopeQuota.NONE));
                left.put(name, its);
                all.add(its.ages());
            }
        }
        if (total.exceededBy(all.totalBytes(), all.totalEntries())) {
            Evictor evictor = new Evictor(all, total.lowWater());
            for (Map.Entry<String, Left> scope : left.entrySet()) {
                walk(layout.scope(scope.getKey()), evictor.from(scope.getValue().ages()));
            }
        }
        return left;
    }

    /** Returns what is left in one scope. */
    Left run(String name, ScopeQuota quota) {
        Path scope = layout.scope(name);
        Left left = dropExpired(scope, quota.countsTenants());
        AgeHistogram ages = left.ages();
        if (quota.countsTenants()) {
            trim(
                    scope,
                    left,
                    left.tenants().tenantsOver(quota.ofTenant()),
                    quota.ofTenant().lowWater());
            if (quota.whole().exceededBy(ages.totalBytes(), ages.totalEntries())) {
                Quota share = left.tenants().share(quota.whole().lowWater());
                trim(scope, left, left.tenants().over(share), share);
            }
        }
        if (quota.whole().exceededBy(ages.totalBytes(), ages.totalEntries())) {
            walk(scope, new Evictor(ages, quota.whole().lowWater()).from(ages));
        }
        return left;
    }

    /** Deletes what some tenants have in excess. */
    private void trim(Path scope, Left left, List<Long> tenants, Quota leave) {
        for (int from = 0; from < tenants.size() && !stopped.getAsBoolean(); from += TENANTS) {
            Map<Long, AgeHistogram> ages = new HashMap<>();
            for (long tenant : tenants.subList(from, Math.min(tenants.size(), from + TENANTS))) {
                ages.put(tenant, new AgeHistogram());
            }
            walk(scope, (file, attributes) -> {
                AgeHistogram its = ages.get(Envelope.tenant(header(file)));
                if (its != null) {
                    its.add(step(attributes), Quota.onDisk(attributes.size()));
                }
            });
            Map<Long, Visitor> visitors = new HashMap<>();
            ages.forEach((tenant, its) -> visitors.put(tenant, new Evictor(its, leave).from(its, left.ages())));
            walk(scope, (file, attributes) -> {
                Visitor its = visitors.get(Envelope.tenant(header(file)));
                if (its != null) {
                    its.visit(file, attributes);
                }
            });
            ages.forEach((tenant, its) -> left.tenants().set(tenant, new Used(its.totalBytes(), its.totalEntries())));
        }
    }

    /** Deletes what is in excess, over one or several scopes. */
    private final class Evictor {

        private final int step;
        private long bytes;
        private long entries;

        Evictor(AgeHistogram histogram, Quota leave) {
            Excess excess = histogram.beyond(leave.bytes(), leave.entries());
            this.step = excess.step();
            this.bytes = excess.bytes();
            this.entries = excess.entries();
        }

        /** Returns what deletes, and counts it out of histograms. */
        Visitor from(AgeHistogram... histograms) {
            return (file, attributes) -> {
                int its = step(attributes);
                boolean due = its > step || (its == step && (bytes > 0 || entries > 0));
                if (due && Files.deleteIfExists(file)) {
                    long size = Quota.onDisk(attributes.size());
                    for (AgeHistogram histogram : histograms) {
                        histogram.remove(its, size);
                    }
                    if (its == step) {
                        bytes -= size;
                        entries--;
                    }
                }
            };
        }
    }

    private Left dropExpired(Path scope, boolean countsTenants) {
        Left left = new Left();
        walk(scope, (file, attributes) -> {
            byte[] header = header(file);
            if (header.length < Envelope.HEADER || Envelope.expired(header, nowMillis)) {
                Files.deleteIfExists(file);
                return;
            }
            long size = Quota.onDisk(attributes.size());
            left.ages().add(step(attributes), size);
            if (countsTenants) {
                left.tenants().add(Envelope.tenant(header), size, 1);
            }
        });
        return left;
    }

    private int step(BasicFileAttributes attributes) {
        return AgeHistogram.step(nowMillis - attributes.lastModifiedTime().toMillis());
    }

    private static byte[] header(Path file) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return in.readNBytes(Envelope.LONGEST_HEADER);
        }
    }

    private void walk(Path scope, Visitor visitor) {
        for (Path first : children(scope)) {
            for (Path second : children(first)) {
                boolean empty = true;
                for (Path file : children(second)) {
                    if (stopped.getAsBoolean()) {
                        return;
                    }
                    empty = false;
                    visit(file, visitor);
                    rest.run();
                }
                if (empty) {
                    DiskFiles.delete(second);
                }
                rest.run();
            }
        }
    }

    private static void visit(Path file, Visitor visitor) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isRegularFile()) {
                visitor.visit(file, attributes);
            }
        } catch (IOException e) {
            // Gone meanwhile, or not ours to touch: the other files are not the worse for it.
        }
    }

    private void deleteAbandoned() {
        List<RunMark.Dead> dead = RunMark.dead(layout);
        Set<String> runs = new HashSet<>();
        for (RunMark.Dead each : dead) {
            runs.add(each.run());
        }
        for (Path temporary : children(layout.temporary)) {
            String run = DiskLayout.runOf(temporary.getFileName().toString());
            visit(temporary, (file, attributes) -> {
                long age = nowMillis - attributes.lastModifiedTime().toMillis();
                boolean unknown = !RunMark.exists(layout, run);
                if (runs.contains(run) || (unknown && age > ABANDONED_AFTER.toMillis())) {
                    Files.deleteIfExists(file);
                }
            });
        }
        for (RunMark.Dead each : dead) {
            each.close();
        }
    }

    /** Returns what is in a directory; nothing if it is none, is a link, is gone or cannot be read. */
    private static List<Path> children(Path directory) {
        List<Path> children = new ArrayList<>();
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
                stream.forEach(children::add);
            } catch (IOException | DirectoryIteratorException e) {
                return children;
            }
        }
        return children;
    }
}
