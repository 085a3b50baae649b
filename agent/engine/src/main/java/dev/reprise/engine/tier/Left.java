package dev.reprise.engine.tier;

/**
 * What a sweep has left of a scope.
 *
 * @param ages how much there is of which age
 * @param tenants whose it is; nothing where tenants have no quotas
 */
record Left(AgeHistogram ages, TenantCounts tenants) {

    Left() {
        this(new AgeHistogram(), new TenantCounts());
    }
}
