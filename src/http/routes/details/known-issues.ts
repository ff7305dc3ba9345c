import { issueSchema } from '../value-schemas.ts'

/** The issues that a build or a test shows, as a list. */
export const knownIssues = {
  name: 'issues',
  item: issueSchema,
  member: null,
  key: ['id', 'version'],
} as const
