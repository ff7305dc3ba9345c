import { Command } from 'commander'
import { loadSettings } from '../../config/settings.ts'
import {
  type CacheContents,
  cacheContents,
  cacheFileBytes,
  clearCache,
} from '../../store/cache/cache-contents.ts'
import { migrateCacheUp } from '../../store/cache/migrate.ts'
import { type Cache, openCache } from '../../store/cache/open-cache.ts'
import { cacheWarmCommand } from './cache-warm.ts'

/**
 * `treeline cache stats|clear|warm`: the local cache of this DATA_DIR, without a database; a service may use it meanwhile,
 * and fills it.
 */
export function cacheCommand(): Command {
  return new Command('cache')
    .description('the local cache: what it keeps, empty it, or have it filled')
    .addCommand(
      new Command('stats')
        .description('show how much the local cache keeps, and since when')
        .action(() => withCache(showContents)),
    )
    .addCommand(
      new Command('clear')
        .description('forget everything in the local cache; it changes no answer')
        .action(() => withCache(clearAndTell)),
    )
    .addCommand(cacheWarmCommand())
}

async function withCache(use: (cache: Cache) => Promise<void>): Promise<void> {
  await using cache = openCache(loadSettings().config.dataDir, (problem) =>
    process.stderr.write(`treeline: the local cache was damaged and is made anew: ${problem}\n`),
  )
  await migrateCacheUp(cache)
  await use(cache)
}

async function showContents(cache: Cache): Promise<void> {
  for (const contents of await cacheContents(cache)) process.stdout.write(contentsText(contents))
  process.stdout.write(`${cache.file}: ${megabytes(cacheFileBytes(cache))}\n`)
}

function contentsText({ table, rows, bytes, usedFirst, usedLast }: CacheContents): string {
  const used =
    usedFirst === null || usedLast === null
      ? ''
      : `, used ${new Date(usedFirst).toISOString()} to ${new Date(usedLast).toISOString()}`
  return `${table}: ${rows} rows, ${megabytes(bytes)}${used}\n`
}

async function clearAndTell(cache: Cache): Promise<void> {
  for (const [table, rows] of await clearCache(cache)) {
    process.stdout.write(`${table}: ${rows} rows removed\n`)
  }
  process.stdout.write(`${cache.file}: ${megabytes(cacheFileBytes(cache))}\n`)
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
