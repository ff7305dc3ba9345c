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
      name: 'SPOOL_MAX_FILES',
      fallback: '1000000',
      meaning: 'nothing is taken in while so many files wait',
    },
    {
      name: 'SPOOL_MIN_FREE_BYTES',
      fallback: '268435456',
      meaning: 'nothing is taken in while less is free on the disk of the spool',
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
