import type { VariableGroup } from './variable.ts'

export const jobVariables = {
  title: 'jobs',
  variables: [
    { name: 'SKIP_CRONJOBS', fallback: 'false', meaning: 'this process takes no slots of jobs' },
    { name: 'JOB_HISTORY_DAYS', fallback: '90', meaning: 'how long runs of jobs are kept' },
    { name: 'AUDIT_DAYS', fallback: '730', meaning: 'how long the audit trail is kept' },
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
  ],
} as const satisfies VariableGroup
