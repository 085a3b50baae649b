package dev.reprise.engine.config;

import java.util.List;

/** A key that an option of the command line names, in the words of the configuration. */
public final class KeyOption {

    private KeyOption() {}

    /**
     * Reads where keys come from.
     *
     * @param option how the option is called
     * @param text such as {@code env:NAME}, or several of these behind commas
     * @throws ConfigurationException if it does not say
     */
    public static List<KeySource> read(String option, String text, ProcessContext context)
            throws ConfigurationException {
        Problems problems = new Problems();
        SourceLocation where = SourceLocation.whole(option);
        Node.Mapping mapping = new Node.Mapping(where);
        mapping.entries().put("encryption-key", new Node.Entry(where, new Node.Scalar(where, text)));
        List<KeySource> sources = new StoreBinder(context, /* origin= */ "", problems)
                .bind(mapping)
                .encryptionKeys();
        problems.throwIfAny();
        return sources;
    }
}
