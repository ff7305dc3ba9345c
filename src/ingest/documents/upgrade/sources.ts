/**
 * Where the value of a property of 5.3 stood in a document of an older version: under another name, or
 * in one or two properties that it was made of.
 */
export type Source =
  | { readonly renamed: string }
  | { readonly madeOf: string }
  | {
      /** The properties that give the part before and the part after a colon. */
      readonly joined: readonly [origin: string, rest: string]
      /** What the upgrade puts before both. */
      readonly prefix: string
    }

/** By table and place in an item of 5.3; `*` stands for an index. What is not here stays where it is. */
export type Sources = Readonly<Record<string, Readonly<Record<string, Source>>>>

const sources3: Sources = {
  checkouts: {
    id: { joined: ['origin', 'id'], prefix: '_:' },
    patchset_hash: { madeOf: 'id' },
    patchset_files: { renamed: 'patch_mboxes' },
    start_time: { renamed: 'discovery_time' },
    comment: { renamed: 'description' },
  },
  builds: {
    checkout_id: { joined: ['origin', 'revision_id'], prefix: '_:' },
    comment: { renamed: 'description' },
  },
  tests: {
    comment: { renamed: 'description' },
    'environment/comment': { renamed: 'environment/description' },
  },
}

const sources2: Sources = {
  checkouts: {
    ...sources3['checkouts'],
    id: { madeOf: 'id' },
    origin: { madeOf: 'id' },
    git_commit_hash: { renamed: 'git_repository_commit_hash' },
    git_commit_name: { renamed: 'git_repository_commit_name' },
  },
  builds: {
    ...sources3['builds'],
    origin: { madeOf: 'id' },
    checkout_id: { joined: ['id', 'revision_id'], prefix: '_:' },
  },
  tests: { ...sources3['tests'], origin: { madeOf: 'id' } },
}

const sources1: Sources = {
  checkouts: {
    ...sources2['checkouts'],
    id: { joined: ['origin', 'origin_id'], prefix: '_:' },
    origin: { renamed: 'origin' },
    patchset_hash: { madeOf: 'origin_id' },
    'patchset_files/*/name': { madeOf: 'patch_mboxes/*/name' },
  },
  builds: {
    ...sources2['builds'],
    id: { joined: ['origin', 'origin_id'], prefix: '' },
    origin: { renamed: 'origin' },
    checkout_id: { joined: ['origin', 'revision_origin_id'], prefix: '_:' },
    'input_files/*/name': { madeOf: 'input_files/*/name' },
    'output_files/*/name': { madeOf: 'output_files/*/name' },
  },
  tests: {
    ...sources2['tests'],
    id: { joined: ['origin', 'origin_id'], prefix: '' },
    origin: { renamed: 'origin' },
    build_id: { joined: ['build_origin', 'build_origin_id'], prefix: '' },
    'output_files/*/name': { madeOf: 'output_files/*/name' },
  },
}

/**
 * What the steps of the upgrade (submission-format.md 3.2) move and make, by the major version of the
 * submitted document. From the end to the beginning at once: what one step makes a later one takes
 * apart, and only together they tell which property of 1.1 an id comes from.
 */
export const sourcesByMajor: Readonly<Record<number, Sources>> = {
  1: sources1,
  2: sources2,
  3: sources3,
  4: { builds: { status: { madeOf: 'valid' } } },
}
