/**
 * The name of a tree that only its repository tells: its owner when that says what is in it, else owner and
 * repository (reference/operations.md 1.9).
 *
 * @returns null when the address tells no name
 */
export function nameFromUrl(address: string): string | null {
  // what slashes it ends in leaves with the empty parts: to look for them here took 16 s where 80,000 stood within
  const [, path] = /^[^/]*:\/\/[^/]*\/(.*)$/s.exec(address.trim()) ?? []
  const parts = (path ?? '').split('/').filter((part) => part !== '')
  const repository = parts.at(-1)?.replace(/\.git$/i, '')
  const owner = parts.at(-2)
  if (repository === undefined || repository === '') return null
  if (owner === undefined) return repository
  const isNamedAfter = owner.toLowerCase().includes(repository.toLowerCase())
  return isNamedAfter ? owner : `${owner}-${repository}`
}
