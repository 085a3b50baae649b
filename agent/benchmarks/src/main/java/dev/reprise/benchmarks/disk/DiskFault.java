package dev.reprise.benchmarks.disk;

/**
 * What can become of a disk, and how it is brought about by a shell: {@code $DISK} is a file system of a few megabytes with a
 * directory {@code home} that is mounted at {@code $HOME_DIR}.
 */
enum DiskFault {
    NONE("nothing", /* serves= */ true, /* holds= */ false, "true", "true"),
    FULL(
            "full",
            /* serves= */ true,
            /* holds= */ false,
            "dd if=/dev/zero of=$DISK/filler bs=4k 2>/dev/null; test -s $DISK/filler",
            "rm $DISK/filler"),
    READ_ONLY(
            "read-only",
            /* serves= */ true,
            /* holds= */ false,
            "mkdir $DISK/ro && mount --bind $DISK/home $DISK/ro && mount -o remount,bind,ro $DISK/ro"
                    + " && umount -l $HOME_DIR && mount --bind $DISK/ro $HOME_DIR",
            "umount -l $HOME_DIR && mount --bind $DISK/home $HOME_DIR"),
    DELETED(
            "its files deleted",
            /* serves= */ false,
            /* holds= */ false,
            "rm -rf $HOME_DIR/* || rm -rf $HOME_DIR/*",
            "true"),
    UNMOUNTED(
            "unmounted, mounted again",
            /* serves= */ false,
            /* holds= */ false,
            "umount -l $HOME_DIR",
            "mount --bind $DISK/home $HOME_DIR"),
    SILENT(
            "does not answer",
            /* serves= */ false,
            /* holds= */ true,
            "exec 3<>/dev/fuse && mount -i -t fuse -o fd=3,rootmode=40000,user_id=0,group_id=0 silence $HOME_DIR"
                    + " && { sleep 1000 >/dev/null 2>&1 & echo $! >$DISK/holder; }",
            "umount -l $HOME_DIR && kill $(cat $DISK/holder)");

    private final String title;
    private final boolean serves;
    private final boolean holds;
    private final String begin;
    private final String end;

    DiskFault(String title, boolean serves, boolean holds, String begin, String end) {
        this.title = title;
        this.serves = serves;
        this.holds = holds;
        this.begin = begin;
        this.end = end;
    }

    String title() {
        return title;
    }

    /** Returns whether what is there can be read meanwhile. */
    boolean serves() {
        return serves;
    }

    /** Returns whether those who are reading when it begins are held up, as the README says. */
    boolean holds() {
        return holds;
    }

    String begin() {
        return begin;
    }

    String end() {
        return end;
    }
}
