/** What a column of the five KCIDB tables holds (storage.md 2); columns of one name are alike in all. */
export type ColumnKind = 'text' | 'json' | 'texts' | 'flag' | 'integer' | 'number' | 'instant'

const columnsOfKind: readonly [ColumnKind, readonly string[]][] = [
  ['json', ['misc', 'environment_misc', 'patchset_files', 'input_files', 'output_files']],
  ['texts', ['git_commit_tags', 'environment_compatible', 'categories']],
  [
    'flag',
    [
      'valid',
      'git_repository_branch_tip',
      'culprit_code',
      'culprit_tool',
      'culprit_harness',
      'present',
    ],
  ],
  ['integer', ['version', 'issue_version']],
  ['number', ['duration', 'number_value']],
  [
    'instant',
    ['_timestamp', 'start_time', 'origin_builds_finish_time', 'origin_tests_finish_time'],
  ],
]

const kinds: ReadonlyMap<string, ColumnKind> = new Map(
  columnsOfKind.flatMap(([kind, columns]) => columns.map((column) => [column, kind])),
)

/** Text, unless it is known as something else. */
export function columnKind(column: string): ColumnKind {
  return kinds.get(column) ?? 'text'
}
