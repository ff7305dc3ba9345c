import { z } from '@hono/zod-openapi'
import { treeTags } from '../../../domain/issues/tree-tags.ts'
import { timestampSchema } from '../value-schemas.ts'

/** Schemas of what incidents say of an issue (api-misc.md 6.3). */

/** An incident, and where it was seen. */
export const endIncidentSchema = z
  .object({
    first_seen: timestampSchema
      .nullable()
      .openapi({ description: 'When this incident was stored, of the last one as well' }),
    git_commit_hash: z.string().nullable(),
    git_repository_url: z.string().nullable(),
    git_repository_branch: z.string().nullable(),
    git_commit_name: z.string().nullable(),
    tree_name: z.string().nullable(),
    issue_version: z.int().nullable(),
    checkout_id: z.string().nullable(),
  })
  .openapi('EndIncident', {
    description: 'An incident and its checkout, whose members are null until it arrives',
  })

const seenVersion = z
  .object({
    id: z.string(),
    version: z.int(),
    trees: z.array(z.object({ tree_name: z.string(), git_repository_branch: z.string() })),
    tags: z.array(z.enum(treeTags)),
  })
  .openapi('SeenIssueVersion', { description: 'In which trees an issue version was seen' })

/** First and last incident of an issue, and the trees in which its versions were seen. */
export const issueExtrasSchema = z
  .object({
    first_incident: endIncidentSchema,
    last_incident: endIncidentSchema,
    versions: z.record(z.string(), seenVersion).openapi({ description: 'By version' }),
  })
  .openapi('IssueExtras')
