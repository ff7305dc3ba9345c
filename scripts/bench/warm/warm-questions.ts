type Tree = { git_commit_hash: string; git_repository_url: string; git_repository_branch: string }

const trees = 5

/** The paths of the pages that are looked at most: the listings, and commits with their builds and tests. */
export async function warmQuestions(base: string): Promise<string[]> {
  const listings = [
    '/api/tree/?origin=maestro&interval_in_days=7',
    '/api/origins/',
    '/api/issue/?origin=maestro',
  ]
  const listing = (await (await fetch(base + listings[0])).json()) as Tree[]
  const commits = listing.slice(0, trees).flatMap((tree) => {
    const query = new URLSearchParams({
      origin: 'maestro',
      git_url: tree.git_repository_url,
      git_branch: tree.git_repository_branch,
    })
    return ['summary', 'builds'].map((part) => `/api/tree/${tree.git_commit_hash}/${part}?${query}`)
  })
  const asked = [...listings, ...commits]
  for (const path of asked) {
    const { status } = await fetch(base + path)
    if (status !== 200) throw new Error(`${path} answers ${status}`)
  }
  return asked
}
