import type { KcidbTable } from '../../../store/app/schema/kcidb-tables.ts'
import { versionObject, withoutProperties } from './derive.ts'
import type { FormatSchema, ItemSchema } from './schema-types.ts'
import {
  architecture,
  arrayOf,
  boolean,
  commitHash,
  compatible,
  email,
  excerpt,
  itemVersion,
  misc,
  number,
  numberPrefix,
  objectOf,
  origin,
  patchsetHash,
  path,
  ref,
  repositoryUrl,
  resources,
  status,
  text,
  time,
  uri,
} from './shared-types.ts'

const checkouts: ItemSchema = {
  required: ['id', 'origin'],
  properties: {
    id: ref,
    origin,
    tree_name: text,
    git_repository_url: repositoryUrl,
    git_commit_hash: commitHash,
    git_commit_name: text,
    git_commit_tags: arrayOf(text),
    git_commit_message: text,
    git_repository_branch: text,
    git_repository_branch_tip: boolean,
    patchset_files: resources,
    patchset_hash: patchsetHash,
    message_id: email,
    comment: text,
    start_time: time,
    origin_builds_finish_time: time,
    origin_tests_finish_time: time,
    log_url: uri,
    log_excerpt: excerpt,
    valid: boolean,
    misc,
    _timestamp: time,
  },
}

const builds: ItemSchema = {
  required: ['checkout_id', 'id', 'origin'],
  properties: {
    checkout_id: ref,
    id: ref,
    origin,
    comment: text,
    start_time: time,
    duration: number,
    architecture,
    command: text,
    compiler: text,
    input_files: resources,
    output_files: resources,
    config_name: text,
    config_url: uri,
    log_url: uri,
    log_excerpt: excerpt,
    status,
    misc,
    _timestamp: time,
  },
}

const tests: ItemSchema = {
  required: ['build_id', 'id', 'origin'],
  properties: {
    build_id: ref,
    id: ref,
    origin,
    environment: objectOf({ compatible: arrayOf(compatible), comment: text, misc }),
    path,
    comment: text,
    log_url: uri,
    log_excerpt: excerpt,
    status,
    number: objectOf({ value: number, unit: text, prefix: numberPrefix }, ['value']),
    start_time: time,
    duration: number,
    input_files: resources,
    output_files: resources,
    misc,
    _timestamp: time,
  },
}

const issues: ItemSchema = {
  required: ['id', 'version', 'origin'],
  properties: {
    id: ref,
    version: itemVersion,
    origin,
    categories: arrayOf(path),
    report_url: uri,
    report_subject: text,
    culprit: objectOf({ code: boolean, tool: boolean, harness: boolean }),
    comment: text,
    misc,
    _timestamp: time,
  },
}

const incidents: ItemSchema = {
  required: ['id', 'origin', 'issue_id', 'issue_version'],
  properties: {
    id: ref,
    issue_id: ref,
    origin,
    issue_version: itemVersion,
    build_id: ref,
    test_id: ref,
    present: boolean,
    comment: text,
    misc,
    _timestamp: time,
  },
}

/** The newest version; everything that is stored is valid by it (submission-format.md 2). */
export const version53: FormatSchema<KcidbTable> = {
  version: versionObject(5, 3),
  tables: { checkouts, builds, tests, issues, incidents },
}

/** Without input files of tests (submission-format.md 3.1, as all below). */
export const version52: FormatSchema<KcidbTable> = {
  version: versionObject(5, 2),
  tables: { ...version53.tables, tests: withoutProperties(tests, 'input_files') },
}

/** Without categories of issues. */
export const version51: FormatSchema<KcidbTable> = {
  version: versionObject(5, 1),
  tables: { ...version52.tables, issues: withoutProperties(issues, 'categories') },
}

const checkoutsWithoutFinishTimes = withoutProperties(
  checkouts,
  'origin_builds_finish_time',
  'origin_tests_finish_time',
)

/** Without the times at which an origin finished. */
export const version50: FormatSchema<KcidbTable> = {
  version: versionObject(5, 0),
  tables: { ...version51.tables, checkouts: checkoutsWithoutFinishTimes },
}
