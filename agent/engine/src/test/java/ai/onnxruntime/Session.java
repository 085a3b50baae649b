package ai.onnxruntime;

/** Stands for a model that lies in native memory: all that tells it from another is an address, which another had before. */
public final class Session {

    @SuppressWarnings("unused") // Read by reflection.
    private final long nativeHandle;

    public Session(long nativeHandle) {
        this.nativeHandle = nativeHandle;
    }
}
