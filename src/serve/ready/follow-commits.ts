import type { Context } from '../../context.ts'
import { DataVersion } from '../../read/versions/data-version.ts'
import { followVersions } from '../../read/versions/follow-versions.ts'
import { showVersion } from '../../read/versions/version-metrics.ts'

/** The newest commit that this process knows of, which follows the commits of all until the stack is disposed of. */
export function followCommits(
  { database, log, metrics }: Context,
  stack: AsyncDisposableStack,
): DataVersion {
  const version = new DataVersion()
  showVersion(metrics, version)
  const ending = new AbortController()
  const following = followVersions({
    url: database.url,
    applicationName: database.applicationName,
    version,
    log,
    signal: ending.signal,
  })
  stack.defer(async () => {
    ending.abort()
    await following
  })
  return version
}
