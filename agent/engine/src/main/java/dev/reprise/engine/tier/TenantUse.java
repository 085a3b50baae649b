package dev.reprise.engine.tier;

import dev.reprise.engine.config.TenantQuota;

/**
 * What one tenant has of a scope in memory.
 *
 * @param tenant his name; empty for calls without a tenant
 * @param entries how many entries, with those that have expired and were not yet dropped
 * @param bytes what they take, overhead included
 * @param evicted how many had to go because he was over his quota, since he has had entries without a break
 * @param quota what he may take
 */
public record TenantUse(String scope, String tenant, long entries, long bytes, long evicted, TenantQuota quota) {}
