import { expect, it } from 'vitest'
import type { FailedTest } from '../../../read/hardware/failures/load-hardware-failures.ts'
import { outlineLines } from '../../wording/outline.ts'
import { failuresOutline } from './failures-outline.ts'
import { jobLink } from './job-link.ts'

const failed = (path: string, number: number): FailedTest => ({
  id: `maestro:${number}`,
  path,
  origin: 'maestro',
  startTime: '2026-06-17T03:04:05Z',
  lab: 'lab-alpha',
  jobId: null,
  config: 'defconfig',
  architecture: 'arm64',
  compiler: 'gcc-12',
  commit: null,
})
const links = { dashboard: 'https://d.example.org', labs: new Map() }

it('shows some of every suite that has room, and counts the rest', () => {
  const failures = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((suite) =>
    Array.from({ length: 400 }, (_, at) => failed(`${suite}.case-${at}`, at)),
  )
  const { outline, more } = failuresOutline(failures, links)
  const text = outlineLines(outline).join('\n')
  expect(text).toContain('> a\n  25 of 400 failed tests\n')
  expect(text).toContain('> e\n  20 of 400 failed tests\n')
  expect(text).not.toContain('> f\n')
  expect(more).toBe(6 * 400 - 120)
  expect(Buffer.byteLength(text)).toBeLessThan(60_000)
})

it('has one entry for a test that failed again and again', () => {
  const failures = Array.from({ length: 1_200 }, (_, at) => failed('boot', at))
  const { outline, more } = failuresOutline(failures, links)
  expect(more).toBe(0)
  expect(outlineLines(outline).join('\n')).toContain('FAIL, 1,200 times, the last 2026-06-17')
})

it.each([
  ['https://lava.example.org', '12', 'https://lava.example.org/scheduler/job/12'],
  ['https://lava.example.org', 'a/b', 'https://lava.example.org/scheduler/job/a%2Fb'],
  [null, '12', null],
  ['https://lava.example.org', null, null],
])('links to job %s %s', (lab, job, link) => {
  expect(jobLink(lab, job)).toEqual(link === null ? null : { href: link, text: job })
})
