package dev.reprise.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What tests of equal calls whose answers come later share: services that wait for one another longer than any test may take. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class EqualCallsLater {

    /** Longer than any test may take: who waits for the bound fails. */
    static final String PATIENT = "single-flight: { wait: 1h }";

    static final String ASKED = "single-flight: on";

    /** What is said of {@link WovenLater.Service#tell}. */
    static final String LATER =
            "callback: { argument: 1, ends: [end], fails: [failed], later: true }, single-flight: on";

    @TempDir
    Path folder;

    private final List<WovenLater> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(WovenLater::close);
    }

    /** Returns a service of which one method is woven. */
    final WovenLater woven(String setting, String method, String ofMethod) throws Exception {
        WovenLater woven = new WovenLater(folder, setting).with(method, ofMethod);
        opened.add(woven);
        return woven;
    }
}
