import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type pg from 'pg'
import { chooseSamples, type Samples } from '../read/samples.ts'

/** Choosing reads whole tables, which takes a minute of ten million tests: what was chosen can be kept. */
export async function samplesOf(
  pool: pg.Pool,
  options: { largeTests: number; most: number },
  file: string | undefined,
): Promise<Samples> {
  if (file === undefined) return chooseSamples(pool, options)
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Samples
  const samples = await chooseSamples(pool, options)
  writeFileSync(file, JSON.stringify(samples))
  return samples
}
