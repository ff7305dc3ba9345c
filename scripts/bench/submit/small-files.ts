import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const checkouts = 50
const buildsPerCheckout = 10

/** Tests of each document. */
export const testsPerFile = 5

const now = Date.now()
const timeOf = (number: number) => new Date(now - number * 1000).toISOString()

/** What exists already when small submissions come: checkouts and builds. */
export function existingCheckouts(): object {
  const numbers = Array.from({ length: checkouts }, (_, number) => number)
  return {
    version: { major: 5, minor: 3 },
    checkouts: numbers.map((number) => ({
      id: `backlog:${number}`,
      origin: 'backlog',
      tree_name: 'mainline',
      git_repository_url: 'https://example.org/linux.git',
      git_repository_branch: `branch-${number}`,
      git_commit_hash: number.toString(16).padStart(40, '0'),
      start_time: timeOf(number),
    })),
    builds: numbers.flatMap((number) =>
      Array.from({ length: buildsPerCheckout }, (_, build) => ({
        id: buildId(number, build),
        origin: 'backlog',
        checkout_id: `backlog:${number}`,
        status: 'PASS',
        architecture: 'arm64',
        config_name: 'defconfig',
        misc: { lab: 'lab-a' },
      })),
    ),
  }
}

function buildId(checkout: number, build: number): string {
  return `backlog:${checkout}:${build}`
}

/** A document with a few tests of one of the builds; each number has tests of its own. */
export function smallTests(number: number): object {
  const build = buildId(number % checkouts, Math.floor(number / checkouts) % buildsPerCheckout)
  return {
    version: { major: 5, minor: 3 },
    tests: Array.from({ length: testsPerFile }, (_, test) => ({
      id: `backlog:${number}:${test}`,
      origin: 'backlog',
      build_id: build,
      path: test === 0 ? 'boot' : `suite.case${test}`,
      status: test === 3 ? 'FAIL' : 'PASS',
      start_time: timeOf(number % 10_000),
      environment: { compatible: ['board,one'], misc: { platform: 'board' } },
    })),
  }
}

/** Writes so many small documents into a folder; returns their bytes. */
export async function writeSmallFiles(folder: string, files: number): Promise<number> {
  await mkdir(folder, { recursive: true })
  let bytes = 0
  for (let number = 0; number < files; number += 1) {
    const text = JSON.stringify(smallTests(number))
    bytes += text.length
    await writeFile(join(folder, `backlog-${String(number).padStart(7, '0')}.json`), text)
  }
  return bytes
}
