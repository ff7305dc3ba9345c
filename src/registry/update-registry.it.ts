import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFetchMetrics } from '../platform/guarded-fetch/fetch-metrics.ts'
import { createMetricsRegistry } from '../platform/metrics/metrics.ts'
import { startOtherHost } from '../testing/hosts/other-host.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { registryPurpose } from './registry-source.ts'
import { updateRegistry } from './update-registry.ts'

let database: TestDatabase
const folder = mkdtempSync(join(tmpdir(), 'treeline-registry-'))
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

const vendors = `
schema_info: { version: 1.0.0 }
silicon_vendors:
  ti: { id: ti, type: silicon_vendor, url: https://ti.example, version: 2, deprecated: false }
processors:
  any-key:
    id: am625
    type: soc
    vendor_id: ti
    architecture: arm64
    cores: 4
    max_clock_speed_mhz: 1400.9
    memory_mb: 2048
  lost: { id: lost, type: soc, vendor_id: nobody }
platform_vendors:
system_modules: null
`
const platforms = `
platform_vendors:
  beagle: { id: beagle, type: platform_vendor }
platforms:
  play: { id: beagleplay, type: single_board_computer, vendor_id: beagle, processor_id: am625, url: '' }
  nameless: { type: laptop }
  unknown: { id: far, type: laptop, vendor_id: beagle, processor_id: lost }
`

function update(place: string, kind: 'index' | 'registry') {
  const metrics = createFetchMetrics(createMetricsRegistry(), [registryPurpose])
  return updateRegistry(database.db, { place, kind, metrics })
}

function fileWith(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

const storedIds = async () => {
  const { rows } = await database.pool.query<{ id: string }>(
    `select id from hardware_registry_processors union all select id from hardware_registry_platforms`,
  )
  return rows.map(({ id }) => id).toSorted()
}

test('stores all registries of an index, wherever they lie, and names what it leaves out', async () => {
  const files: Record<string, string> = {
    '/r/index.yaml': 'version: "1"\nregistries: [ti.yaml, sub/boards.yaml]\n',
    '/r/ti.yaml': vendors,
    '/r/sub/boards.yaml': platforms,
  }
  await using host = await startOtherHost((request, response) => {
    const text = files[request.url ?? '']
    response.writeHead(text === undefined ? 404 : 200).end(text)
  })
  const { stored, leftOut } = await update(`${host.base}/r/index.yaml`, 'index')
  expect(stored).toEqual({
    silicon_vendors: 1,
    processors: 1,
    platform_vendors: 1,
    system_modules: 0,
    platforms: 1,
  })
  expect(leftOut).toEqual([
    expect.stringMatching(/^sub\/boards\.yaml: platforms\.nameless: id: /),
    'processors.lost: vendor_id: there is no nobody in silicon_vendors',
    'platforms.far: processor_id: there is no lost in processors',
  ])
  expect(await storedIds()).toEqual(['am625', 'beagleplay'])
  const { rows } = await database.pool.query('select * from hardware_registry_processors')
  expect(rows).toMatchObject([{ cores: 4, max_clock_speed_mhz: 1400, details: null }])
})

test('replaces what it knows, finds what is stored, and deletes nothing', async () => {
  const board =
    'platforms: { x: { id: next, type: laptop, vendor_id: beagle, processor_id: am625 } }'
  expect(await update(fileWith('board.yaml', board), 'registry')).toMatchObject({ leftOut: [] })
  const processor = 'processors: { x: { id: am625, vendor_id: ti, details: newer } }'
  await update(fileWith('processor.yaml', processor), 'registry')
  const { rows } = await database.pool.query('select * from hardware_registry_processors')
  expect(rows).toEqual([
    {
      id: 'am625',
      type: 'soc',
      vendor_id: 'ti',
      url: null,
      details: 'newer',
      architecture: null,
      cores: null,
      max_clock_speed_mhz: null,
    },
  ])
  expect(await storedIds()).toEqual(['am625', 'beagleplay', 'next'])
})

test.each([
  ['no index', 'index', 'registries: []', /expected `registries`/],
  ['an index of a missing file', 'index', 'registries: [none.yaml]', /ENOENT/],
  ['no YAML', 'registry', 'a: [', /not valid YAML/],
  ['no mapping', 'registry', '- a', /expected a mapping/],
  ['nothing', 'registry', '', /expected a mapping/],
  ['a section that is none', 'registry', 'platforms: [a]', /platforms is no mapping/],
  ['no section at all', 'registry', 'message: Not Found', /expected a registry, with any of sil/],
  ['an index', 'registry', 'registries: [ti.yaml]', /; it is an index of them$/],
] as const)('refuses %s and changes nothing', async (_, kind, text, message) => {
  const before = await storedIds()
  await expect(update(fileWith('refused.yaml', text), kind)).rejects.toThrow(message)
  expect(await storedIds()).toEqual(before)
})

test('asks no other host, and nothing beside the folder of the index', async () => {
  await using host = await startOtherHost((request, response) => {
    response.end(`registries: ['${request.url === '/a/index.yaml' ? '/b/c.yaml' : host.base}']`)
  })
  for (const place of [`${host.base}/a/index.yaml`, `${host.base}/b/index.yaml`]) {
    await expect(update(place, 'index')).rejects.toMatchObject({ problem: 'host_not_allowed' })
  }
})
