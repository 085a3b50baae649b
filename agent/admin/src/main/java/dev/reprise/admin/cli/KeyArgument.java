package dev.reprise.admin.cli;

import dev.reprise.engine.key.CacheKey;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a key as {@code explain} and the debug log write it. */
final class KeyArgument implements ITypeConverter<CacheKey> {

    @Override
    public CacheKey convert(String text) {
        CacheKey key = CacheKey.parse(text);
        if (key == null) {
            throw new TypeConversionException("\"" + text + "\" is not a key, which has 64 hexadecimal digits");
        }
        return key;
    }
}
