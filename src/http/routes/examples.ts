/**
 * What the examples of the OpenAPI document mention: things of the example data that `npm start` loads,
 * so that whoever tries an operation with its example values gets an answer with content, on any day.
 */
export const examples = {
  origin: 'maestro',
  tree: 'mainline',
  branch: 'master',
  url: 'https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git',
  /** The newest commit of that branch. */
  commit: 'fbf5321b59d985d18893b3eaaef6cb3cb7aa404a',
  /** One some days before it, with as many tests. */
  earlierCommit: '6f12b70c9fca13b8eb091a9d20b4d3330fa4fd42',
  /** Has tests, and an issue of its own. */
  build: 'maestro:83649f1726e7a18000000002',
  /** Failed, with an issue. */
  test: 'maestro:83649f1726e7a180000001b7',
  /** Seen in builds and in tests. */
  issue: 'redhat:issue_test_1001',
  hardware: 'bcm2711-rpi-4-b',
} as const
