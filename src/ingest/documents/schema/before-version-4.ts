import {
  versionObject,
  withoutProperties,
  withProperties,
  withRenamed,
  withRequired,
  withTypes,
} from './derive.ts'
import type { FormatSchema, ItemSchema, JsonSchema } from './schema-types.ts'
import * as type from './shared-types.ts'
import { httpsOrGitUrl, plainText, resourcesWithoutSlash, version40 } from './version-4.ts'

type OldTable = 'revisions' | 'builds' | 'tests'

const revisionId: JsonSchema = {
  type: 'string',
  pattern: '^[0-9a-f]{40}(?:\\+[0-9a-f]{64})?$',
  description: 'a revision id: a commit hash, perhaps followed by + and a patchset hash',
}

const revisions30: ItemSchema = {
  required: ['id', 'origin'],
  properties: {
    id: revisionId,
    origin: type.origin,
    tree_name: plainText,
    git_repository_url: httpsOrGitUrl,
    git_commit_hash: type.commitHash,
    git_commit_name: plainText,
    git_repository_branch: plainText,
    patch_mboxes: resourcesWithoutSlash,
    message_id: type.email,
    description: plainText,
    publishing_time: type.time,
    discovery_time: type.time,
    contacts: type.arrayOf(plainText),
    log_url: type.uri,
    valid: type.boolean,
    misc: type.misc,
  },
}

const builds30 = withProperties(
  withRenamed(withoutProperties(version40.tables.builds, 'log_excerpt'), {
    checkout_id: 'revision_id',
    comment: 'description',
  }),
  { revision_id: revisionId },
)

const tests30 = withProperties(
  withRenamed(withoutProperties(version40.tables.tests, 'log_url', 'log_excerpt'), {
    comment: 'description',
  }),
  { environment: type.objectOf({ description: plainText, misc: type.misc }) },
)

/** Revisions instead of checkouts, descriptions instead of comments (submission-format.md 3.1). */
export const version30: FormatSchema<OldTable> = {
  version: versionObject(3, 0),
  tables: { revisions: revisions30, builds: builds30, tests: tests30 },
}

const prefixedId: JsonSchema = {
  type: 'string',
  pattern: '^[a-z0-9_]+:',
  description: 'an id that begins with an origin and a colon',
}

const revisions20 = withProperties(
  withRenamed(withoutProperties(revisions30, 'origin', 'tree_name'), {
    git_commit_hash: 'git_repository_commit_hash',
    git_commit_name: 'git_repository_commit_name',
  }),
  { id: prefixedId, git_repository_url: type.uri },
)

/** The origin is the part of an id before the first colon. */
export const version20: FormatSchema<OldTable> = {
  version: versionObject(2, 0),
  tables: {
    revisions: revisions20,
    builds: withProperties(withoutProperties(builds30, 'origin'), {
      id: prefixedId,
      revision_id: prefixedId,
    }),
    tests: withProperties(withoutProperties(tests30, 'origin'), {
      id: prefixedId,
      build_id: prefixedId,
    }),
  },
}

const originOrEmpty: JsonSchema = {
  type: 'string',
  pattern: '^[a-z0-9_]*$',
  description: 'an origin: any number of a-z, 0-9 and _',
}

const resourcesWithAnyName = type.arrayOf(
  type.objectOf({ name: plainText, url: type.uri }, ['name', 'url']),
)

const looseTables = withTypes(
  version20.tables,
  new Map([[resourcesWithoutSlash, resourcesWithAnyName]]),
)

const ownPair = { origin: originOrEmpty, origin_id: plainText }

/** Pairs of an origin and an id of that origin instead of ids. */
export const version11: FormatSchema<OldTable> = {
  version: {
    anyOf: [{ const: '1', description: 'the text "1"' }, versionObject(1, 1)],
    description: 'the text "1" or {"major": 1, "minor": 1}',
  },
  tables: {
    revisions: withRequired(
      withProperties(withoutProperties(looseTables.revisions, 'id'), ownPair),
      'origin',
      'origin_id',
    ),
    builds: withRequired(
      withProperties(withoutProperties(looseTables.builds, 'id', 'revision_id'), {
        ...ownPair,
        revision_origin: originOrEmpty,
        revision_origin_id: plainText,
      }),
      'origin',
      'origin_id',
      'revision_origin',
      'revision_origin_id',
    ),
    tests: withRequired(
      withProperties(withoutProperties(looseTables.tests, 'id', 'build_id'), {
        ...ownPair,
        build_origin: originOrEmpty,
        build_origin_id: plainText,
      }),
      'origin',
      'origin_id',
      'build_origin',
      'build_origin_id',
    ),
  },
}
