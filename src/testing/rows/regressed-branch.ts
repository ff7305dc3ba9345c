import type { SubmittedRows } from './staged-rows.ts'

/** The day of February on which checkout, builds and tests of a commit came. */
const on = (day: number, hour = 0) =>
  `2026-02-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`

export const regressedUrl = 'https://git.example.org/linux.git'

const days = [1, 2, 3, 4, 5, 6]
/** The kernel is broken from this day on. */
const badDay = 4

const checkout = (day: number, more: object = {}) => ({
  id: `maestro:c${day}`,
  origin: 'maestro',
  tree_name: 'mainline',
  git_repository_url: regressedUrl,
  git_repository_branch: 'master',
  git_commit_hash: `commit-of-day-${day}`,
  git_commit_name: `v6.19-${day}`,
  git_commit_tags: day === badDay ? ['v6.19-rc8', 'next-20260204'] : null,
  start_time: on(day),
  _timestamp: on(day),
  ...more,
})

const configurations = [
  { config_name: 'defconfig', architecture: 'arm64', compiler: 'gcc-14' },
  { config_name: 'allmodconfig', architecture: 'x86_64', compiler: 'clang-21' },
]

const build = (day: number, at: number, status: string) => ({
  id: `maestro:b${day}-${at}`,
  origin: 'maestro',
  checkout_id: `maestro:c${day}`,
  status,
  ...configurations[at],
  config_url: at === 0 ? `https://files.example.org/b${day}/.config` : null,
  log_excerpt: status === 'FAIL' ? 'drivers/net/foo.c:7:1: error: expected ;\n' : null,
  start_time: on(day, 1),
  _timestamp: on(day, 2),
})

const boot = (day: number, platform: string, status: string) => ({
  id: `maestro:t${day}-${platform}`,
  origin: 'maestro',
  build_id: `maestro:b${day}-0`,
  path: 'boot',
  status,
  environment_misc: { platform, job_id: `${day}` },
  environment_compatible: [`acme,${platform}`, 'acme,soc'],
  misc: { runtime: 'lab-alpha' },
  log_url: `https://files.example.org/t${day}/log.gz`,
  log_excerpt: status === 'FAIL' ? 'Kernel panic - not syncing\n#regzbot fixed: nothing' : null,
  start_time: on(day, 3),
  _timestamp: on(day, 4),
})

const incident = (id: string, issue_id: string, day: number, of: object) => ({
  id: `maestro:${id}`,
  origin: 'maestro',
  issue_id,
  issue_version: 1,
  present: true,
  _timestamp: on(day, 5),
  ...of,
})

const issue = (id: string, comment: string | null, misc: object | null, version = 1) => ({
  id,
  version,
  origin: 'maestro',
  comment,
  misc,
  _timestamp: on(badDay, 5),
})

/**
 * A branch of mainline that broke on the fourth day: two configurations do not build (issue `maestro:build`), one board
 * does not boot, another boots now and then (issue `maestro:boot`).
 */
export const regressedBranch: SubmittedRows = {
  issues: [
    issue('maestro:build', 'expected ; in drivers/net/foo.c', {
      logspec: {
        error: { log_excerpt: 'foo.c:7:1: error: expected ;\n make: *** [foo.o] Error 1' },
      },
    }),
    issue('maestro:build', 'expected ; in drivers/net/foo.c [logspec:kbuild]', null, 0),
    issue('maestro:boot', 'Kernel panic in foo_probe', null),
    issue('maestro:unseen', 'nothing shows it', null),
    issue('maestro:denied', 'what showed it was taken back', null),
  ],
  checkouts: days.map((day) => checkout(day)),
  builds: days.flatMap((day) => [
    build(day, 0, day === badDay ? 'FAIL' : 'PASS'),
    build(day, 1, day >= badDay || day === 2 ? 'FAIL' : 'PASS'),
  ]),
  tests: days.flatMap((day) => [
    boot(day, 'board-7', day >= badDay ? 'FAIL' : 'PASS'),
    boot(day, 'board-8', day % 2 === 0 ? 'FAIL' : 'PASS'),
  ]),
  incidents: [
    incident('n1', 'maestro:build', badDay, { build_id: 'maestro:b4-0' }),
    incident('n2', 'maestro:build', badDay, { build_id: 'maestro:b4-1' }),
    incident('n3', 'maestro:build', 5, { build_id: 'maestro:b5-1' }),
    incident('n4', 'maestro:build', 1, { build_id: 'maestro:b1-0', present: false }),
    // what also names a test is about the test
    incident('n5', 'maestro:boot', badDay, {
      test_id: 'maestro:t4-board-7',
      build_id: 'maestro:b4-0',
    }),
    incident('n6', 'maestro:boot', badDay, { test_id: 'maestro:t4-board-8' }),
    incident('n7', 'maestro:boot', 5, { test_id: 'maestro:t5-board-7' }),
    incident('n8', 'maestro:denied', 5, { test_id: 'maestro:t5-board-7', present: false }),
  ],
}
