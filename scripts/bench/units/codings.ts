import { gzipSync } from 'node:zlib'
import { codings as all, pack } from '../../../src/http/ready/coding.ts'
import type { Comparison, Subject } from './comparison.ts'
import { sampleSubmissions } from './submissions.ts'

/** Bodies in each coding that clients may ask for, and how small they get. */
export const codings: Subject = async () => {
  const comparisons: Comparison[] = []
  for (const { bytes } of sampleSubmissions()) {
    for (const coding of all.filter((one) => one !== 'identity')) {
      const packed = await pack(bytes, coding)
      comparisons.push({
        name: `${coding}, ${kilobytes(bytes)} to ${kilobytes(packed)}`,
        ours: () => pack(bytes, coding),
        leastName: `gzip as it comes, to ${kilobytes(gzipSync(bytes))}`,
        least: () => gzipSync(bytes),
      })
    }
  }
  return comparisons
}

function kilobytes({ length }: Buffer): string {
  return `${(length / 1000).toFixed(1)} kB`
}
