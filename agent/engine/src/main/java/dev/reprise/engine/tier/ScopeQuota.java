package dev.reprise.engine.tier;

import dev.reprise.engine.config.ScopeSettings;

/**
 * What a scope may take on disk.
 *
 * @param whole all of it together
 * @param ofTenant each tenant of it
 */
record ScopeQuota(Quota whole, Quota ofTenant) {

    static final ScopeQuota NONE = new ScopeQuota(Quota.NONE, Quota.NONE);

    /**
     * @param total what all scopes together may take
     */
    static ScopeQuota of(ScopeSettings scope, Quota total) {
        return new ScopeQuota(
                new Quota(Math.min(scope.maxBytes(), total.bytes()), scope.maxEntries()),
                new Quota(scope.tenantQuota().maxBytes(), scope.tenantQuota().maxEntries()));
    }

    /** Returns whether tenants are counted. */
    boolean countsTenants() {
        return !ofTenant.isNone();
    }

    /** Returns whether one entry alone is more than may be. */
    boolean isExceededByOne(Blob blob, long length) {
        long size = Quota.onDisk(length);
        return whole.exceededBy(size, 1) || (blob.tenant() != null && ofTenant.exceededBy(size, 1));
    }
}
