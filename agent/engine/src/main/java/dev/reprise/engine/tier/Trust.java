package dev.reprise.engine.tier;

import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Judges whether only the process's user, and root, can put something into a home. Whoever else can may exchange the key
 * and forge entries. File systems without users and permissions are believed. Thread-safe.
 */
final class Trust {

    private static final Set<PosixFilePermission> WRITE = Set.of(GROUP_WRITE, OTHERS_WRITE);
    private static final Set<PosixFilePermission> READ = Set.of(GROUP_READ, OTHERS_READ);
    private static final Set<PosixFilePermission> ANY = Set.of(GROUP_WRITE, OTHERS_WRITE, GROUP_READ, OTHERS_READ);

    private final Logger log;
    private final AtomicBoolean readableReported = new AtomicBoolean();

    Trust(Logger log) {
        this.log = log;
    }

    /** Checks what there is already; what Reprise makes is its owner's only from the beginning. */
    void check(DiskLayout layout, ProcessUser user) throws IOException {
        if (!layout.home.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return;
        }
        PosixFileAttributes home = judge(user, layout.home, "written", WRITE, "700");
        if (home == null) {
            return;
        }
        if (permits(home, READ) && readableReported.compareAndSet(false, true)) {
            log.warn(
                    "{} can be listed by other users ({}), though what Reprise puts there they can neither read nor change."
                            + " To close it too, run `chmod 700 {}`.",
                    layout.home,
                    PosixFilePermissions.toString(home.permissions()),
                    layout.home);
        }
        for (Path own : List.of(layout.scopes, layout.temporary, layout.runs)) {
            PosixFileAttributes attributes = judge(user, own, "written", WRITE, "700");
            if (attributes != null && permits(attributes, READ)) {
                Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
            }
        }
        judge(user, layout.macKey, "read or written", ANY, "600");
    }

    /** Returns what is known of a path, or null if there is nothing yet. */
    private @Nullable PosixFileAttributes judge(
            ProcessUser user, Path path, String verb, Set<PosixFilePermission> forbidden, String permissions)
            throws IOException {
        PosixFileAttributes attributes;
        int owner;
        try {
            attributes = Files.readAttributes(path, PosixFileAttributes.class);
            owner = (Integer) Files.getAttribute(path, "unix:uid");
        } catch (NoSuchFileException e) {
            return null;
        }
        if (!user.trusts(owner)) {
            throw new Untrusted(path + " belongs to another user ("
                    + attributes.owner().getName() + "), who could forge answers: if nobody has, run `chown -R "
                    + user.id() + " " + path + "`");
        }
        if (permits(attributes, forbidden)) {
            throw new Untrusted(path + " can be " + verb + " by other users ("
                    + PosixFilePermissions.toString(attributes.permissions())
                    + "), who could forge answers: if nobody has, run `chmod " + permissions + " " + path + "`");
        }
        return attributes;
    }

    private static boolean permits(PosixFileAttributes attributes, Set<PosixFilePermission> permissions) {
        return !Collections.disjoint(attributes.permissions(), permissions);
    }
}
