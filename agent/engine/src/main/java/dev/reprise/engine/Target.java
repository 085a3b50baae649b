package dev.reprise.engine;

import dev.reprise.engine.audit.Clue;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;

/**
 * A woven method, as the weaver found it.
 *
 * @param method the method whose body was woven
 * @param declaredBy the type under whose name its calls are keyed: the declaring class, or for a JDK proxy, whose own
 *     name differs between JVMs, the interface
 * @param parameterNames the parameters' names as far as they are known, otherwise {@code arg0}, {@code arg1}, …
 * @param clues tells what in its code may decide its answers, or is done beside them; slow, and throws nothing
 */
public record Target(Method method, String declaredBy, List<String> parameterNames, Supplier<List<Clue>> clues) {

    /** Makes one of whose code nothing is known. */
    public Target(Method method, String declaredBy, List<String> parameterNames) {
        this(method, declaredBy, parameterNames, List::of);
    }
}
