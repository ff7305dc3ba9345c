import type { VariableGroup } from './variable.ts'

export const jobVariables = {
  title: 'jobs',
  variables: [
    { name: 'SKIP_CRONJOBS', fallback: 'false', meaning: 'this process takes no slots of jobs' },
    {
      name: 'JOBS_SCHEDULE_FILE',
      meaning: 'a YAML file that changes when jobs run, and whom they tell',
    },
    { name: 'JOB_HISTORY_DAYS', fallback: '365', meaning: 'how long runs of jobs are kept' },
    {
      name: 'JOB_FAILED_DAYS',
      fallback: '8',
      meaning: 'how long failed runs are kept to be retried; some may have their own: 8, verify=30',
    },
    { name: 'AUDIT_DAYS', fallback: '730', meaning: 'how long the audit trail is kept' },
    {
      name: 'PRUNE_AFTER_DAYS',
      fallback: '0',
      meaning: 'older checkouts, builds and tests are removed each night; 0 is never',
    },
    {
      name: 'VERIFY_SAMPLE',
      fallback: '1000',
      meaning: 'builds that the hourly check of derived tables looks at',
    },
    {
      name: 'HEALTHCHECK_URL',
      fallback: 'https://hc-ping.com',
      meaning: 'who is told how jobs do, by those that have an id',
    },
    {
      name: 'HEALTHCHECK_ID_VERIFY',
      meaning: 'id of the health check of the job verify',
      secret: true,
    },
    { name: 'HEALTHCHECK_ID_CACHE_CLEANUP', meaning: 'of cache-cleanup', secret: true },
    { name: 'HEALTHCHECK_ID_EXCERPT_RETRIES', meaning: 'of excerpt-retries', secret: true },
    { name: 'HEALTHCHECK_ID_REGISTRY_UPDATE', meaning: 'of registry-update', secret: true },
    { name: 'HEALTHCHECK_ID_HISTORY', meaning: 'of history', secret: true },
    { name: 'HEALTHCHECK_ID_PRUNE', meaning: 'of prune', secret: true },
    {
      name: 'HEALTHCHECK_ID_NOTIFICATIONS_NEW_ISSUES',
      meaning: 'of notifications-new-issues',
      secret: true,
    },
    {
      name: 'HEALTHCHECK_ID_NOTIFICATIONS_SUMMARY_MAESTRO',
      meaning: 'of notifications-summary-maestro',
      secret: true,
    },
    {
      name: 'HEALTHCHECK_ID_NOTIFICATIONS_SUMMARY_MICROSOFT',
      meaning: 'of notifications-summary-microsoft',
      secret: true,
    },
    {
      name: 'HEALTHCHECK_ID_NOTIFICATIONS_HARDWARE_SUMMARY',
      meaning: 'of notifications-hardware-summary',
      secret: true,
    },
    {
      name: 'HEALTHCHECK_ID_NOTIFICATIONS_METRICS_SUMMARY',
      meaning: 'of notifications-metrics-summary',
      secret: true,
    },
  ],
} as const satisfies VariableGroup
