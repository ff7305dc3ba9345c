/** A minute of the hour in which lines run. */
export const at = (minute: number) => `2026-02-01T00:${String(minute).padStart(2, '0')}:00Z`

/** A line of tests, by which its runs are found (api-misc.md 5.3). */
export const line = {
  origin: 'maestro',
  url: 'https://git/linux.git',
  branch: 'master',
  config: 'defconfig',
  path: 'boot',
  platform: 'juno',
}

/** A checkout of that line. */
export const checkout = (id: string, columns: object = {}) => ({
  id,
  origin: 'maestro',
  git_repository_url: line.url,
  git_repository_branch: line.branch,
  git_commit_hash: `hash of ${id}`,
  ...columns,
})

/** A build of that line. */
export const build = (id: string, columns: object = {}) => ({
  id,
  origin: 'maestro',
  checkout_id: 'c1',
  config_name: line.config,
  ...columns,
})

/** A run of that line. */
export const test = (id: string, columns: object = {}) => ({
  id,
  origin: 'maestro',
  build_id: 'b1',
  path: line.path,
  environment_misc: { platform: line.platform },
  start_time: at(0),
  ...columns,
})
