package dev.reprise.engine.tier;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Set;

/** Reads a key from a file that is not everybody's. File systems without users and permissions are believed. */
final class KeyFile {

    private static final int LARGEST = 4096;

    /** A group may read: it is how an orchestrator hands a secret of root's to a service that is not root. */
    private static final Set<PosixFilePermission> FORBIDDEN =
            Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE);

    private KeyFile() {}

    static String read(File file, ProcessUser user) throws KeyUnavailable {
        try {
            Path path = file.toPath();
            if (!Files.isRegularFile(path)) {
                throw new KeyUnavailable(file + (file.exists() ? " is not a file" : " does not exist"));
            }
            judge(path, user);
            byte[] content = DiskFiles.read(file, LARGEST);
            if (content == null) {
                throw new KeyUnavailable(file + " is larger than any key");
            }
            return new String(content, StandardCharsets.ISO_8859_1);
        } catch (IOException | RuntimeException e) {
            throw new KeyUnavailable(file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static void judge(Path path, ProcessUser user) throws IOException, KeyUnavailable {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return;
        }
        PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
        if (!Collections.disjoint(attributes.permissions(), FORBIDDEN)) {
            throw new KeyUnavailable(path + " is open to other users ("
                    + PosixFilePermissions.toString(attributes.permissions()) + "): run `chmod 600 " + path
                    + "`, and take a new key if anybody may have read this one");
        }
        if (!user.trusts((Integer) Files.getAttribute(path, "unix:uid"))) {
            throw new KeyUnavailable(path + " belongs to another user ("
                    + attributes.owner().getName() + "): run `chown " + user.id() + " " + path + "`");
        }
    }
}
