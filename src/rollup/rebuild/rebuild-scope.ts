/**
 * Which rows are recomputed: everything, or what the temporary tables `repair_test`, `repair_build`
 * and `repair_checkout` list. A listed scope must be closed: the builds of its tests and the
 * checkouts of its builds, as they were counted and as they are now, are listed too.
 */
export type RebuildScope = 'everything' | 'listed'

/** A condition that keeps the listed tests, `and` in front; empty for everything. */
export function testInScopeSql(scope: RebuildScope, testId: string): string {
  return scope === 'everything' ? '' : `and ${testId} in (select test_id from repair_test)`
}

/** The same for builds. */
export function buildInScopeSql(scope: RebuildScope, buildId: string): string {
  return scope === 'everything' ? '' : `and ${buildId} in (select build_id from repair_build)`
}

/** The same for builds that are known by their number. */
export function buildRefInScopeSql(scope: RebuildScope, buildRef: string): string {
  if (scope === 'everything') return ''
  return `and ${buildRef} in (
    select f.build_ref from build_fact f join repair_build r on r.build_id = f.build_id)`
}

/** The same for checkouts. */
export function checkoutInScopeSql(scope: RebuildScope, checkoutId: string): string {
  if (scope === 'everything') return ''
  return `and ${checkoutId} in (select checkout_id from repair_checkout)`
}
