import {
  hardwareScopeKey,
  revisionScopeKey,
  treeScopeKey,
} from '../../store/app/commits/scope-keys.ts'
import type { ScopeKind } from '../../store/app/commits/scope-kinds.ts'
import type { RawRows } from './raw-rows.ts'

/** A scope of `scope_version` as one text. */
export function scopeName(kind: ScopeKind, key: string): string {
  return `${kind} ${key}`
}

/**
 * All raw rows that belong to each scope, as text. When this text differs between two moments, the
 * number of the scope must differ too, or a stored answer would be served as current (rollup.md 7).
 */
export function scopeContents(raw: RawRows): Map<string, string> {
  const contents = new Contents()
  const tests = Map.groupBy(raw.tests, (test) => test.build_id)
  const builds = Map.groupBy(raw.builds, (build) => build.checkout_id)
  const testText = new Map(raw.tests.map((test) => [test.id, withIncidents(raw, 'test_id', test)]))
  for (const build of raw.builds) {
    const buildText = withIncidents(raw, 'build_id', build)
    const buildPlatform = platformOf(build.misc)
    const own = hardwareOf(null, null, buildPlatform)
    const hardware = new Set(own)
    contents.add('checkout', [build.checkout_id], buildText)
    for (const test of tests.get(build.id) ?? []) {
      const text = testText.get(test.id) ?? ''
      contents.add('checkout', [build.checkout_id], text)
      const platform = platformOf(test.environment_misc)
      const ran = hardwareOf(platform, test.environment_compatible, buildPlatform)
      contents.add('hardware', ran.map(hardwareScopeKey), text)
      for (const name of ran) hardware.add(name)
    }
    contents.add('hardware', [...hardware].map(hardwareScopeKey), buildText)
  }
  for (const checkout of raw.checkouts) {
    contents.add('checkout', [checkout.id], checkout)
    contents.add('heads', [''], checkout)
    const { git_commit_hash: hash, git_commit_tags: tags } = checkout
    const names = new Set([hash, ...(tags ?? [])].filter((name) => name !== null))
    contents.add('revision', [...names].map(revisionScopeKey), checkout)
    const tree = treeScopeKey({
      origin: checkout.origin,
      treeName: checkout.tree_name,
      gitRepositoryUrl: checkout.git_repository_url,
      gitRepositoryBranch: checkout.git_repository_branch,
    })
    contents.add('tree', [tree], checkout)
    for (const build of builds.get(checkout.id) ?? []) {
      contents.add('tree', [tree], withIncidents(raw, 'build_id', build))
      for (const test of tests.get(build.id) ?? [])
        contents.add('tree', [tree], testText.get(test.id))
    }
  }
  for (const issue of raw.issues) contents.add('issue', [issue.id], issue)
  for (const incident of raw.incidents) {
    contents.add('issue', [incident.issue_id], [incident, treesOf(raw, incident)])
  }
  contents.add('global', [''], raw)
  return contents.byScope
}

class Contents {
  readonly byScope = new Map<string, string>()

  add(kind: ScopeKind, keys: readonly string[], content: unknown): void {
    for (const key of keys) {
      const scope = scopeName(kind, key)
      this.byScope.set(scope, `${this.byScope.get(scope) ?? ''}\n${JSON.stringify(content)}`)
    }
  }
}

/** In which trees an incident that is not denied was seen: by its own build, and by that of its test. */
function treesOf(raw: RawRows, incident: RawRows['incidents'][number]): unknown[] {
  if (incident.present === false) return []
  const tested = raw.tests.find(({ id }) => id === incident.test_id)?.build_id
  return raw.builds
    .filter(({ id }) => id === incident.build_id || id === tested)
    .flatMap((build) => raw.checkouts.filter(({ id }) => id === build.checkout_id))
    .map((checkout) => [
      checkout.tree_name,
      checkout.git_repository_url,
      checkout.git_repository_branch,
    ])
}

function withIncidents(raw: RawRows, column: 'test_id' | 'build_id', row: { id: string }): unknown {
  return [row, raw.incidents.filter((incident) => incident[column] === row.id)]
}

/** A test without hardware of its own belongs to that of its build (decisions.md 1). */
function hardwareOf(
  platform: string | null,
  compatible: readonly string[] | null,
  buildPlatform: string | null,
): string[] {
  const own = [...new Set([...(platform === null ? [] : [platform]), ...(compatible ?? [])])]
  return own.length > 0 ? own : [buildPlatform ?? 'Unknown']
}

function platformOf(misc: unknown): string | null {
  if (typeof misc !== 'object' || misc === null || !('platform' in misc)) return null
  return typeof misc.platform === 'string' && misc.platform !== '' ? misc.platform : null
}
