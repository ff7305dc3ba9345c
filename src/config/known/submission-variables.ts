import type { VariableGroup } from './variable.ts'

export const receiverVariables = {
  title: 'taking in submissions',
  variables: [
    { name: 'RECEIVER_PORT', fallback: '8002', meaning: 'takes in submissions over HTTP' },
    {
      name: 'JWT_SECRET',
      meaning: 'signs the tokens of submitters; without it the program makes one of its own',
      secret: true,
    },
    {
      name: 'UNIFIED_SECRET',
      meaning: 'tokens signed with this one are accepted, too',
      secret: true,
    },
    {
      name: 'RECEIVER_ALLOW_INSECURE_SECRET',
      fallback: 'false',
      meaning: 'accepts an empty JWT_SECRET, with which everybody may submit',
    },
    {
      name: 'RECEIVER_BIND_ORIGINS',
      fallback: 'false',
      meaning: 'a document may name the origin of its token alone',
    },
    {
      name: 'RECEIVER_REFUSES_AT_ONCE',
      fallback: 'true',
      meaning: 'answers 400 to a document that is not valid; false answers 200, as the reference',
    },
    {
      name: 'SPOOL_MAX_FILES',
      fallback: '1000000',
      meaning: 'nothing is taken in while so many files wait',
    },
    {
      name: 'SPOOL_MIN_FREE_BYTES',
      fallback: '268435456',
      meaning: 'nothing is taken in while less is free on the disk of the spool',
    },
    {
      name: 'SPOOL_ARCHIVE_DAYS',
      fallback: '365',
      meaning: 'stored submissions are kept for so long in archive/; 0 keeps them for ever',
    },
    {
      name: 'SPOOL_FAILED_DAYS',
      fallback: '30',
      meaning: 'refused submissions are kept for so long in failed/; 0 keeps them for ever',
    },
  ],
} as const satisfies VariableGroup

export const excerptVariables = {
  title: 'moving long log excerpts out of their rows (docs/operations/log-excerpts.md)',
  variables: [
    { name: 'CONVERT_LOG_EXCERPT', fallback: 'false', meaning: 'moves them; else they stay' },
    { name: 'LOGEXCERPT_THRESHOLD', fallback: '256', meaning: 'longer ones move, in characters' },
    {
      name: 'STORAGE_TOKEN',
      meaning: 'uploads them to a storage service; without it they go to DATA_DIR/logexcerpt',
      secret: true,
    },
    {
      name: 'STORAGE_BASE_URL',
      meaning: 'what their addresses begin with: of the storage service, or of the API here',
    },
    {
      name: 'STORAGE_ALLOW_PRIVATE',
      fallback: 'false',
      meaning: 'the storage service may have a private address',
    },
    {
      name: 'CACHE_LOGS_SIZE_LIMIT',
      fallback: '100000',
      meaning: 'so many uploaded ones are remembered, so that they are not uploaded again',
    },
  ],
} as const satisfies VariableGroup

export const ingestVariables = {
  title: 'ingest',
  variables: [
    {
      name: 'AUTOMATIC_LAB_PATTERN',
      fallback: '^(shell|k8s.*)$',
      meaning: 'runtimes that are no lab',
    },
  ],
} as const satisfies VariableGroup
