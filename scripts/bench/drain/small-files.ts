import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const version = { major: 5, minor: 3 }
const origin = 'bench'

/** Files written at a time. */
const atOnce = 64

/** Writes one submission per checkout, with the build whose tests come later. */
export async function writeCheckouts(folder: string, checkouts: number): Promise<void> {
  await writeFiles(folder, 'checkout', checkouts, (number) => ({
    version,
    checkouts: [
      {
        id: `${origin}:c${number}`,
        origin,
        tree_name: 'mainline',
        git_repository_url: 'https://example.org/linux.git',
        git_repository_branch: 'master',
        git_commit_hash: number.toString(16).padStart(40, '0'),
        start_time: new Date(Date.now() - number * 60_000).toISOString(),
      },
    ],
    builds: [
      {
        id: `${origin}:b${number}`,
        origin,
        checkout_id: `${origin}:c${number}`,
        status: 'PASS',
        architecture: 'arm64',
        config_name: 'defconfig',
      },
    ],
  }))
}

export type SmallFiles = { files: number; tests: number; checkouts: number }

/** Writes submissions of a few tests each. */
export async function writeSmallFiles(
  folder: string,
  { files, tests, checkouts }: SmallFiles,
): Promise<void> {
  await writeFiles(folder, 'tests', files, (number) => ({
    version,
    tests: Array.from({ length: tests }, (_, index) => ({
      id: `${origin}:t${number}.${index}`,
      origin,
      build_id: `${origin}:b${number % checkouts}`,
      path: `suite.case${(number + index) % 500}`,
      status: (number + index) % 10 === 0 ? 'FAIL' : 'PASS',
      duration: index,
      start_time: new Date().toISOString(),
      environment: { misc: { platform: `board${number % 50}` } },
    })),
  }))
}

async function writeFiles(
  folder: string,
  name: string,
  count: number,
  document: (number: number) => object,
): Promise<void> {
  for (let first = 0; first < count; first += atOnce) {
    const numbers = Array.from({ length: Math.min(atOnce, count - first) }, (_, i) => first + i)
    const write = (number: number) =>
      writeFile(join(folder, `${name}-${number}.json`), JSON.stringify(document(number)))
    await Promise.all(numbers.map(write))
  }
}
