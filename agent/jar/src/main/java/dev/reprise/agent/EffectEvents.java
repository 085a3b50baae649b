package dev.reprise.agent;

import dev.reprise.engine.audit.SeenEffects;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Tells who writes files and sends something, by the events of the JDK's Flight Recorder: no class is changed for it, and
 * whoever does it is on the stack that comes with each event.
 */
final class EffectEvents implements Runnable {

    private static final String FILE = "jdk.FileWrite";
    private static final String SOCKET = "jdk.SocketWrite";

    private final SeenEffects effects;

    EffectEvents(SeenEffects effects) {
        this.effects = effects;
    }

    /** Listens until the JVM ends, on a thread of its own. */
    @Override
    public void run() {
        try (RecordingStream events = new RecordingStream()) {
            events.enable(FILE).withoutThreshold().withStackTrace();
            events.enable(SOCKET).withoutThreshold().withStackTrace();
            events.onEvent(FILE, this::wroteFile);
            events.onEvent(SOCKET, this::sent);
            events.onError(failed -> Agent.say(Level.WARN, "audit.effects: an event could not be read: " + failed));
            events.setReuse(true);
            events.start();
        } catch (RuntimeException | LinkageError refused) { // A JVM without the module jdk.jfr, for one.
            Agent.say(Level.WARN, "audit.effects: there are no events of the Flight Recorder: " + refused);
        }
    }

    private void wroteFile(RecordedEvent event) {
        String path = event.getString("path");
        if (path != null && !path.isEmpty()) { // Standard output has none.
            effects.wroteFile(frames(event.getStackTrace()), path);
        }
    }

    private void sent(RecordedEvent event) {
        String host = event.getString("host");
        String address = event.getString("address");
        String named = host == null || host.isEmpty() ? address : host;
        if (named != null) {
            effects.sent(frames(event.getStackTrace()), named, event.getInt("port"));
        }
    }

    private static List<String> frames(@Nullable RecordedStackTrace stack) {
        List<String> frames = new ArrayList<>();
        if (stack != null) {
            for (RecordedFrame frame : stack.getFrames()) {
                RecordedMethod method = frame.getMethod();
                frames.add(method.getType().getName() + "#" + method.getName() + method.getDescriptor());
            }
        }
        return frames;
    }
}
