import { type PreparedDocument, prepareDocument, type PrepareOptions } from '../prepare-document.ts'
import type { Refusal } from '../refusal.ts'

const hash = 'd086c886ceb9f59dea6c3a9dae7eb89e780a20c9'
const patchsetHash = 'a'.repeat(64)
const time = '2025-07-18T13:09:07.25+00:00'
const files = [{ name: 'dmesg.txt', url: 'https://files.example.org/dmesg.txt' }]

/** A 5.3 document in which every item has every property. */
export function fullDocument() {
  return {
    version: { major: 5, minor: 3 },
    checkouts: [
      {
        id: 'maestro:c1',
        origin: 'maestro',
        tree_name: 'mainline',
        git_repository_url: 'https://git.example.org/linux.git',
        git_commit_hash: hash,
        git_commit_name: 'v6.16-rc6',
        git_commit_tags: ['v6.16-rc6', 'say "hi" \\'],
        git_commit_message: 'Subject\n\nBody',
        git_repository_branch: 'master',
        git_repository_branch_tip: true,
        patchset_files: files,
        patchset_hash: patchsetHash,
        message_id: '<1@example.org>',
        comment: 'a checkout',
        start_time: time,
        origin_builds_finish_time: time,
        origin_tests_finish_time: time,
        log_url: 'https://files.example.org/log',
        log_excerpt: 'line 1\n\tline 2',
        valid: true,
        misc: { any: ['thing', 1, null] },
        _timestamp: time,
      },
    ],
    builds: [
      {
        checkout_id: 'maestro:c1',
        id: 'maestro:b1',
        origin: 'maestro',
        comment: 'a build',
        start_time: time,
        duration: -1.5,
        architecture: 'arm64',
        command: 'make',
        compiler: 'gcc-12',
        input_files: files,
        output_files: [],
        config_name: 'defconfig',
        config_url: 'https://files.example.org/config',
        log_url: 'https://files.example.org/log',
        log_excerpt: '',
        status: 'PASS',
        misc: { lab: 'lab-1', platform: 'x' },
        _timestamp: time,
      },
    ],
    tests: [
      {
        build_id: 'maestro:b1',
        id: 'maestro:t1',
        origin: 'maestro',
        environment: { compatible: ['a,b', 'c'], comment: 'a board', misc: { platform: 'p' } },
        path: 'boot.nfs',
        comment: 'a test',
        log_url: 'https://files.example.org/log',
        log_excerpt: 'C:\\r',
        status: 'FAIL',
        number: { value: 1e21, unit: 'KB/s', prefix: 'metric' },
        start_time: time,
        duration: 0,
        input_files: files,
        output_files: files,
        misc: { runtime: 'lava-lab' },
        _timestamp: time,
      },
    ],
    issues: [
      {
        id: 'maestro:i1',
        version: 3,
        origin: 'maestro',
        categories: ['kernel.oops', ''],
        report_url: 'https://lore.example.org/1',
        report_subject: 'Oops',
        culprit: { code: true, tool: false, harness: false },
        comment: 'an issue',
        misc: {},
        _timestamp: time,
      },
    ],
    incidents: [
      {
        id: 'maestro:n1',
        issue_id: 'maestro:i1',
        origin: 'maestro',
        issue_version: 3,
        build_id: 'maestro:b1',
        test_id: 'maestro:t1',
        present: true,
        comment: 'an incident',
        misc: {},
        _timestamp: time,
      },
    ],
  }
}

/** One checkout, build, test, issue and incident with nothing but their required properties. */
export const smallestItems = {
  checkouts: { id: 'o:c', origin: 'o' },
  builds: { checkout_id: 'o:c', id: 'o:b', origin: 'o' },
  tests: { build_id: 'o:b', id: 'o:t', origin: 'o' },
  issues: { id: 'o:i', version: 1, origin: 'o' },
  incidents: { id: 'o:n', origin: 'o', issue_id: 'o:i', issue_version: 1 },
}

/** A 5.3 document with the smallest items, some of them with more properties, or others. */
export function documentWith(more: {
  [Table in keyof typeof smallestItems]?: { [property: string]: unknown }
}): { [property: string]: unknown } {
  const tables = Object.entries(more).map(([table, properties]) => [
    table,
    [{ ...smallestItems[table as keyof typeof smallestItems], ...properties }],
  ])
  return { version: { major: 5, minor: 3 }, ...Object.fromEntries(tables) }
}

export const receivedAt = '2025-07-20T10:00:00.123456Z'

export const exampleOptions: PrepareOptions = {
  receivedAt,
  treeNames: new Map(),
  automaticLab: /^(shell|k8s.*)$/u,
}

/** Prepares a document given as a value, as text or as bytes. */
export function prepareExample(
  document: unknown,
  options: Partial<PrepareOptions> = {},
): PreparedDocument {
  return prepareDocument(bytesOf(document), { ...exampleOptions, ...options })
}

/** The refusal of a document that must be refused. */
export function refusalOf(document: unknown): Refusal {
  const prepared = prepareExample(document)
  if (prepared.accepted) throw new Error('the document was accepted')
  return prepared.refusal
}

function bytesOf(document: unknown): Uint8Array {
  if (document instanceof Uint8Array) return document
  return Buffer.from(typeof document === 'string' ? document : JSON.stringify(document))
}
