package dev.reprise.engine;

import java.lang.reflect.Method;
import java.util.List;

/**
 * A woven method, as the weaver found it.
 *
 * @param method the method whose body was woven
 * @param declaredBy the type under whose name its calls are keyed: the declaring class, or for a JDK proxy, whose own
 *     name differs between JVMs, the interface
 * @param parameterNames the parameters' names as far as they are known, otherwise {@code arg0}, {@code arg1}, …
 */
public record Target(Method method, String declaredBy, List<String> parameterNames) {}
