/** When the reports are asked for. */
const now = new Date('2026-02-02T00:00:00Z')

/** An instant so many hours before. */
export const ago = (hours: number) =>
  new Date(now.getTime() - hours * 3_600_000).toISOString().replace('.000Z', 'Z')

/** The branch that is reported. */
export const branch = { origin: 'maestro', url: 'https://git/linux.git', branch: 'master' }

/** What most reports are asked for. */
export const usual = {
  branch,
  minAgeInHours: 0,
  maxAgeInHours: 24,
  now,
  pathPatterns: [],
  groupSize: 3,
}

const checkout = (id: string, hash: string | null, hours: number, columns: object = {}) => ({
  id,
  origin: 'maestro',
  tree_name: 'mainline',
  git_repository_url: branch.url,
  git_repository_branch: branch.branch,
  git_commit_hash: hash,
  git_commit_name: hash && `name of ${hash}`,
  start_time: ago(hours),
  ...columns,
})
const build = (id: string, checkoutId: string, columns: object = {}) => ({
  id,
  origin: 'maestro',
  checkout_id: checkoutId,
  start_time: ago(10),
  config_name: 'defconfig',
  architecture: 'arm64',
  compiler: 'gcc-12',
  status: 'PASS',
  ...columns,
})

let count = 0
/** Runs of one test, newest first: each ended so, on such a build, so many hours ago. */
const runs = (name: string, ended: [string | null, string, number][], columns: object = {}) =>
  ended.map(([status, buildId, hours]) => ({
    id: `${name} ${hours} h ago #${(count += 1)}`,
    origin: 'maestro',
    build_id: buildId,
    path: name,
    status,
    start_time: ago(hours),
    environment_misc: { platform: 'juno' },
    ...columns,
  }))
const incident = (id: string, columns: object) => ({
  id,
  origin: 'maestro',
  issue_id: 'i1',
  issue_version: 1,
  _timestamp: ago(1),
  ...columns,
})

/**
 * A branch with a new commit and an old one, and tests that say by their paths how they ended on them, or
 * where they ran besides.
 */
export const rowsOfBranch = {
  checkouts: [
    checkout('c1', 'new', 3),
    checkout('c1b', 'new', 30),
    checkout('c0', 'old', 9),
    checkout('c0 of linaro', 'old', 9, { origin: 'linaro', tree_name: 'theirs' }),
    checkout('c later', 'later', 2, { origin: 'linaro' }),
    checkout('c long ago', 'ancient', 25),
    checkout('c of next', 'new', 4, { git_repository_branch: 'next' }),
    checkout('c without hash', null, 1),
    checkout('c of android', 'android', 5, { tree_name: 'android' }),
    checkout('c nameless', 'nameless', 40, { tree_name: null, git_commit_name: null }),
  ],
  builds: [
    build('b1', 'c1'),
    build('b1 clang', 'c1', { compiler: 'clang', status: 'FAIL' }),
    build('b1 bare', 'c1b', { config_name: null, architecture: null, compiler: null }),
    build('b1 failed', 'c1b', { status: 'FAIL' }),
    build('maestro:dummy_b1', 'c1', { status: 'FAIL' }),
    build('b0', 'c0'),
    build('b0 clang', 'c0', { compiler: 'clang' }),
    build('b0 of linaro', 'c0 of linaro', { origin: 'linaro' }),
    build('b long ago', 'c0', { start_time: ago(25) }),
    build('b timeless', 'c0', { start_time: null }),
    build('b later', 'c later'),
    build('b of ancient', 'c long ago'),
    build('b of next', 'c of next'),
    build('b of android', 'c of android'),
  ],
  tests: [
    ...runs('regression', [
      ['FAIL', 'b1', 1],
      ['PASS', 'b0', 2],
      ['PASS', 'b0 of linaro', 3],
    ]),
    ...runs('fixed', [
      ['PASS', 'b1', 1],
      ['FAIL', 'b0', 2],
    ]),
    ...runs('unstable', [
      ['FAIL', 'b1', 1],
      ['PASS', 'b0', 2],
      ['FAIL', 'b0', 3],
    ]),
    ...runs('inconclusive', [
      [null, 'b1', 1],
      ['PASS', 'b0', 2],
    ]),
    ...runs('passes', [
      ['PASS', 'b1', 1],
      ['PASS', 'b0', 2],
    ]),
    ...runs('skipped', [
      ['SKIP', 'b1', 1],
      ['SKIP', 'b0', 2],
    ]),
    ...runs('ran once', [['FAIL', 'b1', 1]]),
    ...runs('changed long before', [
      ['FAIL', 'b1', 1],
      ['FAIL', 'b1', 2],
      ['FAIL', 'b0', 3],
      ['PASS', 'b0', 4],
    ]),
    ...runs('ran last on another commit', [
      ['PASS', 'b0', 1],
      ['FAIL', 'b1', 2],
    ]),
    // nothing but a run on a commit that counts makes a history
    ...runs('with another compiler', [
      ['FAIL', 'b1', 1],
      ['PASS', 'b0 clang', 2],
    ]),
    ...runs('on a later checkout', [
      ['FAIL', 'b1', 1],
      ['PASS', 'b later', 2],
    ]),
    ...runs('on an earlier checkout', [
      ['FAIL', 'b1', 1],
      ['PASS', 'b of ancient', 2],
    ]),
    ...runs('on an earlier build', [
      ['FAIL', 'b1', 1],
      ['PASS', 'b long ago', 2],
    ]),
    ...runs('on a build without time', [
      ['FAIL', 'b1', 1],
      ['PASS', 'b timeless', 2],
    ]),
    ...runs('also too early', [
      ['FAIL', 'b1', 1],
      ['PASS', 'b0', 2],
      ['PASS', 'b0', 24.5],
    ]),
    ...runs('too early', [
      ['FAIL', 'b1', 1],
      ['PASS', 'b0', 24.5],
    ]),
    ...runs('on another branch', [
      ['FAIL', 'b1', 1],
      ['PASS', 'b of next', 2],
    ]),
    ...runs('on another platform', [['FAIL', 'b1', 1]]),
    ...runs('on another platform', [['PASS', 'b0', 2]], {
      environment_misc: { platform: 'qemu' },
    }),
    ...runs('of another origin', [['FAIL', 'b1', 1]]),
    ...runs('of another origin', [['PASS', 'b0', 2]], { origin: 'linaro' }),
    ...['kubernetes', '', null, 7].flatMap((platform) =>
      runs(
        `on ${platform}`,
        [
          ['FAIL', 'b1', 1],
          ['PASS', 'b0', 2],
        ],
        {
          environment_misc: { platform },
        },
      ),
    ),
    ...runs('on an older checkout of it', [
      ['FAIL', 'b1 bare', 1],
      ['PASS', 'b1 bare', 2],
    ]),
    ...runs(
      'bare',
      [
        ['FAIL', 'b1 bare', 1],
        ['PASS', 'b1 bare', 2],
      ],
      { path: null },
    ),
    ...runs('boot', [
      ['PASS', 'maestro:dummy_b1', 1],
      ['FAIL', 'b0', 2],
    ]),
    ...runs('in another tree', [
      ['FAIL', 'b1', 1],
      ['PASS', 'b of android', 2],
    ]),
    // which of them is the newest decides
    ...runs('together', [['PASS', 'b1', 1]], { id: 'together a', _timestamp: ago(0.5) }),
    ...runs('together', [['FAIL', 'b1', 1]], { id: 'together b', _timestamp: ago(0.6) }),
    ...runs('together by id', [['PASS', 'b1', 1]], { id: 'id a' }),
    ...runs('together by id', [['FAIL', 'b1', 1]], { id: 'id b' }),
  ],
  issues: [
    { id: 'i1', version: 1, origin: 'maestro', comment: 'one', report_url: 'https://i/1' },
    { id: 'i2', version: 3, origin: 'maestro', comment: 'two', culprit_code: true },
  ],
  incidents: [
    incident('n1', { build_id: 'b1 failed' }),
    incident('n2', { build_id: 'b1 clang', _timestamp: ago(2) }),
    incident('n3', { build_id: 'b0', issue_id: 'i2', _timestamp: ago(9) }),
    incident('n4', { build_id: 'b1 failed', issue_id: 'i2', issue_version: 3 }),
    incident('n5', { build_id: 'b1 failed', issue_id: 'not yet', _timestamp: null }),
    // of a build that passed, of a test, denied, of a build that is none
    incident('n6', { build_id: 'b1', issue_id: 'i3' }),
    incident('n7', { build_id: 'b1 failed', test_id: 'id a', issue_id: 'i4' }),
    incident('n8', { build_id: 'b1 failed', issue_id: 'i5', present: false }),
    incident('n9', { build_id: 'maestro:dummy_b1', issue_id: 'i6' }),
  ],
}
