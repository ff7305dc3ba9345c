import type { SubmittedRows } from './staged-rows.ts'

const at = (minute: number) => `2026-02-01T00:0${minute}:00Z`
const checkout = (id: string, hash: string, minute: number) => ({
  id,
  origin: 'maestro',
  tree_name: 'mainline',
  git_repository_branch: 'master',
  git_repository_url: 'https://git/linux.git',
  git_commit_hash: hash,
  git_commit_tags: hash === 'H1' ? ['v6.1'] : null,
  start_time: at(minute),
  _timestamp: at(minute),
})
const k8s = { lab: 'k8s-1', platform: 'kubernetes' }
const build = (id: string, status: string | null, more: object = {}) => ({
  id,
  origin: 'maestro',
  checkout_id: 'c1',
  status,
  architecture: 'x86_64',
  compiler: 'gcc-12',
  config_name: 'defconfig',
  misc: k8s,
  ...more,
})
const juno = {
  environment_misc: { platform: 'juno' },
  environment_compatible: ['arm,juno', 'arm,vexpress'],
  misc: { runtime: 'lava-collabora' },
}
const test = (id: string, path: string | null, status: string | null, more: object = juno) => ({
  id,
  origin: 'maestro',
  build_id: 'b_pass',
  path,
  status,
  ...more,
})
const incident = (id: string, issue: string, version: number, of: object) => ({
  id,
  origin: 'maestro',
  issue_id: issue,
  issue_version: version,
  _timestamp: at(5),
  ...of,
})

/** The data set of trees.md 11, and incidents that are not present, which must change nothing. */
export const workedExample: SubmittedRows = {
  issues: [
    { id: 'i1', version: 1, origin: 'maestro', comment: 'one', report_url: 'https://i/1' },
    { id: 'i2', version: 2, origin: 'maestro', comment: 'two' },
    { id: 'i3', version: 0, origin: 'maestro', comment: 'three' },
  ],
  checkouts: [checkout('c0', 'H0', 0), checkout('c1', 'H1', 1), checkout('c1b', 'H1', 2)],
  builds: [
    build('b_pass', 'PASS', { architecture: 'arm64' }),
    build('b_fail_i', 'FAIL', { compiler: 'clang-17' }),
    build('b_null', null, { misc: { other: 1 } }),
    build('b_miss', 'MISS', { compiler: 'clang-17' }),
    {
      id: 'b_fail_n',
      origin: 'maestro',
      checkout_id: 'c1b',
      status: 'FAIL',
    },
    build('maestro:dummy_1', 'PASS', { config_name: 'dummycfg' }),
  ],
  tests: [
    test('boot1', 'boot', 'PASS'),
    test('boot2', 'boot.nfs', 'FAIL'),
    test('boot3', 'boot', 'FAIL', { environment_misc: { platform: 'qemu' } }),
    test('bootrr', 'bootrr.x', 'PASS'),
    test('ltp.a', 'ltp.a', null, {}),
    test('ltp.b', 'ltp.b', 'FAIL', { ...juno, misc: { runtime: 'lava-b' } }),
    test('ltp.c', 'ltp.c', 'ERROR'),
    test('ltp.d', 'ltp.d', 'PASS'),
    test('nopath', null, 'SKIP'),
    { ...test('ltp.e', 'ltp.e', 'FAIL'), build_id: 'b_fail_i' },
    {
      ...test('baseline', 'baseline.x', 'PASS', {
        environment_misc: { platform: 'rpi' },
        environment_compatible: ['rpi'],
      }),
      build_id: 'maestro:dummy_1',
    },
  ],
  incidents: [
    incident('n1', 'i1', 1, { build_id: 'b_pass' }),
    incident('n2', 'i1', 1, { build_id: 'b_fail_i' }),
    incident('n3', 'i3', 0, { build_id: 'b_fail_i' }),
    incident('n4', 'i2', 2, { test_id: 'boot2' }),
    incident('n5', 'missing', 1, { test_id: 'ltp.b' }),
    incident('n6', 'i2', 2, { test_id: 'ltp.c' }),
    incident('n7', 'i3', 0, { test_id: 'ltp.c' }),
    incident('n8', 'i3', 0, { test_id: 'ltp.d' }),
    incident('n9', 'i1', 1, { test_id: 'ltp.e', present: false }),
    incident('n10', 'i2', 2, { build_id: 'b_fail_n', present: false }),
    incident('n12', 'i1', 1, { test_id: 'ltp.c', present: false }),
    incident('n11', 'i2', 2, { build_id: 'b_fail_i', test_id: 'boot3', present: false }),
  ],
}
