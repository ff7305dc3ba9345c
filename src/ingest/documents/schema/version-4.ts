import type { KcidbTable } from '../../../store/app/schema/kcidb-tables.ts'
import { versionObject, withoutProperties, withProperties, withTypes } from './derive.ts'
import type { FormatSchema, JsonSchema } from './schema-types.ts'
import * as type from './shared-types.ts'
import { version50 } from './version-5.ts'

export const plainText: JsonSchema = { type: 'string', description: 'a text' }

const plainExcerpt: JsonSchema = {
  type: 'string',
  maxLength: 16384,
  description: 'a text of at most 16384 characters',
}

const refOnOneLine: JsonSchema = {
  type: 'string',
  pattern: '^[a-z0-9_]+:[^\\n]*$',
  description: 'an id: an origin, a colon, and anything but a newline',
}

export const httpsOrGitUrl: JsonSchema = {
  type: 'string',
  format: 'uri',
  pattern: '^(?:https|git)://',
  description: 'an absolute URI of RFC 3986 that begins with https:// or git://',
}

const loosePath: JsonSchema = {
  type: 'string',
  pattern: '^[.A-Za-z0-9_-]*$',
  description: 'a path: any number of dots, A-Z, a-z, 0-9, _ and -',
}

const nameWithoutSlash: JsonSchema = {
  type: 'string',
  pattern: '^[^/]+$',
  description: 'a file name: not empty, without /',
}

export const resourcesWithoutSlash = type.arrayOf(
  type.objectOf({ name: nameWithoutSlash, url: type.uri }, ['name', 'url']),
)

const compatibleWithoutSpace: JsonSchema = {
  type: 'string',
  pattern: '^[^ ]+$',
  description: 'a compatible: not empty, without spaces',
}

/** Before 5.0 no text forbids U+0000. */
const looseTables = withTypes(
  version50.tables,
  new Map([
    [type.text, plainText],
    [type.excerpt, plainExcerpt],
    [type.ref, refOnOneLine],
    [type.repositoryUrl, httpsOrGitUrl],
    [type.path, loosePath],
    [type.resources, resourcesWithoutSlash],
    [type.compatible, compatibleWithoutSpace],
  ]),
)

const tables45: FormatSchema<KcidbTable>['tables'] = {
  checkouts: withProperties(looseTables.checkouts, { contacts: type.arrayOf(plainText) }),
  builds: withProperties(withoutProperties(looseTables.builds, 'status'), { valid: type.boolean }),
  tests: withProperties(looseTables.tests, { waived: type.boolean }),
  issues: withProperties(looseTables.issues, {
    build_valid: type.boolean,
    test_status: type.status,
  }),
  incidents: looseTables.incidents,
}

/** Verdicts of builds are booleans, tests can be waived (submission-format.md 3.1, as all below). */
export const version45: FormatSchema<KcidbTable> = {
  version: versionObject(4, 5),
  tables: tables45,
}

const checkouts44 = withoutProperties(
  tables45.checkouts,
  'git_commit_tags',
  'git_commit_message',
  'git_repository_branch_tip',
)

/** Without tags, message and branch tip of commits. */
export const version44: FormatSchema<KcidbTable> = {
  version: versionObject(4, 4),
  tables: { ...tables45, checkouts: checkouts44 },
}

const tests43 = withProperties(withoutProperties(tables45.tests, 'number'), {
  environment: type.objectOf({ comment: plainText, misc: type.misc }),
})

/** Without numbers and compatibles of tests. */
export const version43: FormatSchema<KcidbTable> = {
  version: versionObject(4, 3),
  tables: { ...version44.tables, tests: tests43 },
}

const tables42: FormatSchema<KcidbTable>['tables'] = {
  checkouts: withoutProperties(checkouts44, '_timestamp'),
  builds: withoutProperties(tables45.builds, '_timestamp'),
  tests: withoutProperties(tests43, '_timestamp'),
  issues: withoutProperties(tables45.issues, '_timestamp'),
  incidents: withoutProperties(tables45.incidents, '_timestamp'),
}

/** Without timestamps. */
export const version42: FormatSchema<KcidbTable> = {
  version: versionObject(4, 2),
  tables: tables42,
}

const statusWithoutMiss: JsonSchema = {
  type: 'string',
  enum: ['ERROR', 'FAIL', 'PASS', 'DONE', 'SKIP'],
  description: 'one of ERROR, FAIL, PASS, DONE and SKIP',
}

const tables41 = withTypes(tables42, new Map([[type.status, statusWithoutMiss]]))

/** Without the status MISS. */
export const version41: FormatSchema<KcidbTable> = {
  version: versionObject(4, 1),
  tables: tables41,
}

/** Without issues and incidents. */
export const version40: FormatSchema<'checkouts' | 'builds' | 'tests'> = {
  version: versionObject(4, 0),
  tables: { checkouts: tables41.checkouts, builds: tables41.builds, tests: tables41.tests },
}
