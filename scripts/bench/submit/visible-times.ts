import { setTimeout as sleep } from 'node:timers/promises'

/** How often the listing is asked, in milliseconds: what is measured is not finer than that. */
const askEveryMs = 5
const givenUpMs = 60_000

export type Probing = {
  /** Address of the API. */
  base: string
  /** Address of the receiver. */
  receiver: string
  token: string
  /** Called before each probe; false ends them. */
  isWanted: (done: number) => boolean
  pauseMs: number
  /** Submissions that are waited for at a time. */
  atOnce: number
}

/**
 * Submits checkouts, each of a tree of its own, and waits until the tree listing shows them.
 *
 * @returns milliseconds from the answer of `/submit` to the end of the first answer that shows it
 */
export async function visibleTimes(probing: Probing): Promise<number[]> {
  const times: number[] = []
  const listing = new Listing(probing.base)
  const lane = async (number: number) => {
    while (probing.isWanted(times.length)) {
      times.push(await visibleTime(probing, listing, `${number}-${performance.now()}`))
      await sleep(probing.pauseMs)
    }
  }
  await Promise.all(Array.from({ length: probing.atOnce }, (_, number) => lane(number)))
  return times
}

/** The tree listing, asked once for all who wait at a time. */
class Listing {
  readonly #base: string
  #asking: Promise<string> | undefined

  constructor(base: string) {
    this.#base = base
  }

  async shows(tree: string): Promise<boolean> {
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined))
    return (await this.#asking).includes(`"${tree}"`)
  }

  async #ask(): Promise<string> {
    return (await fetch(`${this.#base}/api/tree/?origin=probe&interval_in_days=1`)).text()
  }
}

async function visibleTime(
  { receiver, token }: Probing,
  listing: Listing,
  tree: string,
): Promise<number> {
  const answer = await fetch(`${receiver}/submit`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body: JSON.stringify(probeOf(tree)),
  })
  if (answer.status !== 200) throw new Error(`a probe was refused: ${await answer.text()}`)
  await answer.arrayBuffer()
  const acknowledged = performance.now()
  for (;;) {
    if (await listing.shows(tree)) return performance.now() - acknowledged
    if (performance.now() - acknowledged > givenUpMs) throw new Error('a probe is not shown')
    await sleep(askEveryMs)
  }
}

function probeOf(tree: string): object {
  const start = new Date().toISOString()
  return {
    version: { major: 5, minor: 3 },
    checkouts: [
      {
        id: `probe:${tree}`,
        origin: 'probe',
        tree_name: tree,
        git_repository_url: 'https://example.org/linux.git',
        git_repository_branch: 'master',
        git_commit_hash: Buffer.from(tree).toString('hex').padEnd(40, '0').slice(0, 40),
        start_time: start,
      },
    ],
    builds: [
      { id: `probe:${tree}:b`, origin: 'probe', checkout_id: `probe:${tree}`, status: 'PASS' },
    ],
    tests: [
      {
        id: `probe:${tree}:t`,
        origin: 'probe',
        build_id: `probe:${tree}:b`,
        path: 'boot',
        status: 'PASS',
      },
    ],
  }
}
