import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clusterVersion, createCluster } from './cluster.ts'

test('a cluster that cannot be made leaves nothing behind but the reason', async () => {
  const root = await mkdtemp(join(tmpdir(), 'treeline-cluster-'))
  const binaries = { directory: join(root, 'native'), version: '18.0', major: '18' }
  await mkdir(join(binaries.directory, 'bin'), { recursive: true })
  const line = '2026-11-25 13:33:27.768 UTC [158] FATAL:  could not write: No space left on device'
  const script = `#!/bin/sh\necho half > "\${1#--pgdata=}/half"\necho '${line}' >&2\nexit 1\n`
  await writeFile(join(binaries.directory, 'bin/initdb'), script, { mode: 0o755 })
  const place = join(root, 'place')
  await mkdir(place)

  const making = createCluster({
    cluster: join(place, 'postgres'),
    password: 'x',
    binaries,
    user: null,
    noSync: true,
    signal: undefined,
  })
  await expect(making).rejects.toThrow(
    `${join(place, 'postgres')}: FATAL:  could not write: No space left on device; set DATABASE_URL`,
  )
  expect(await readdir(place)).toEqual([])
  await rm(root, { recursive: true })
})

test('only what is not there counts as no cluster', async () => {
  const root = await mkdtemp(join(tmpdir(), 'treeline-cluster-'))
  const cluster = join(root, 'postgres')
  expect(await clusterVersion(cluster)).toBeNull()
  await mkdir(cluster)
  expect(await clusterVersion(cluster)).toBeNull()
  await writeFile(join(cluster, 'notes.txt'), '')
  await expect(clusterVersion(cluster)).rejects.toThrow(
    `${cluster} cannot be used as the database: it is not empty, and has no file PG_VERSION; bring back`,
  )
  // cannot be read, like a file on a disk with errors
  await mkdir(join(cluster, 'PG_VERSION'))
  await expect(clusterVersion(cluster)).rejects.toThrow(/EISDIR.*; bring back/u)
  await rm(root, { recursive: true })
})
