/** For tests: a submission of version 5.3 with these tables. */
export function documentOf(tables: Record<string, readonly object[]>): object {
  return { version: { major: 5, minor: 3 }, ...tables }
}

/** A checkout, a build of it and tests of that build, with ids made of `name`. */
export function smallDocument(name: string, { tests = 2 }: { tests?: number } = {}): object {
  const commit = Buffer.from(name.padEnd(20, '.')).toString('hex').slice(0, 40)
  return documentOf({
    checkouts: [
      {
        id: `o:${name}`,
        origin: 'o',
        tree_name: 'mainline',
        git_repository_url: 'https://example.org/linux.git',
        git_repository_branch: 'master',
        git_commit_hash: commit,
        start_time: '2025-07-01T10:00:00.123456Z',
      },
    ],
    builds: [buildOf(name)],
    tests: Array.from({ length: tests }, (_, number) => testOf(name, number)),
  })
}

function buildOf(name: string): object {
  return {
    id: `o:${name}:b`,
    origin: 'o',
    checkout_id: `o:${name}`,
    status: 'PASS',
    architecture: 'arm64',
  }
}

/** Test number `number` of the build in {@link smallDocument}: a boot for 0; even numbers pass. */
export function testOf(name: string, number: number, more: object = {}): object {
  return {
    id: `o:${name}:${number}`,
    origin: 'o',
    build_id: `o:${name}:b`,
    path: number === 0 ? 'boot' : `suite.case${number}`,
    status: number % 2 === 0 ? 'PASS' : 'FAIL',
    environment: { misc: { platform: 'board' } },
    ...more,
  }
}
