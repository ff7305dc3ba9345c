import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { schedule } from './schedule.ts'
import { scheduleOf } from './schedule-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'treeline-schedule-'))
afterAll(() => rmSync(folder, { recursive: true }))

function read(text: string) {
  const path = join(folder, 'schedule.yaml')
  writeFileSync(path, text)
  return scheduleOf({ scheduleFile: path })
}

it('is the schedule without a file, and with an empty one', () => {
  expect(scheduleOf({ scheduleFile: undefined })).toEqual(schedule)
  expect(read('')).toEqual(schedule)
})

it('leaves jobs out, and runs them at other times', () => {
  const jobs = read('verify: off\nhistory: {at: "0 5 * * *"}\n')
  expect(jobs.map(({ name }) => name)).not.toContain('verify')
  expect(jobs.find(({ name }) => name === 'history')?.expression).toBe('0 5 * * *')
  expect(jobs).toHaveLength(schedule.length - 1)
})

it('tells others, and keeps what the file does not say', () => {
  const jobs = read('notifications-summary-microsoft: {to: "a@example.org, b@example.org"}\n')
  const job = jobs.find(({ name }) => name === 'notifications-summary-microsoft')
  expect(job?.tells).toMatchObject({ to: 'a@example.org, b@example.org', origins: ['microsoft'] })
})

it('writes to no list when it names somebody else, unless it says so', () => {
  const listsOf = (text: string) => {
    const job = read(`notifications-new-issues: {${text}}`).find(
      ({ name }) => name === 'notifications-new-issues',
    )
    return job?.tells?.addMailingLists
  }
  expect(listsOf('cc: a@example.org')).toBe('regressions')
  expect(listsOf('to: a@example.org')).toBe(false)
  expect(listsOf('to: a@example.org, mailing_lists: true')).toBe(true)
  expect(listsOf('mailing_lists: regressions')).toBe('regressions')
})

it.each([
  ['verfy: off', 'there is no job verfy'],
  ['verify: {when: "0 5 * * *"}', 'verify'],
  ['verify: {at: "99 5 * * *"}', 'verify'],
  ['verify: {to: a@example.org}', 'verify: tells nobody anything'],
  ['notifications-new-issues: {to: nobody}', 'is no mail address'],
  ['- verify', 'expected jobs by name'],
  ['verify: [', 'JOBS_SCHEDULE_FILE'],
])('refuses %s', (text, reason) => {
  expect(() => read(text)).toThrow(reason)
  expect(() => read(text)).toThrow('JOBS_SCHEDULE_FILE')
})

it('refuses a file that is not there', () => {
  expect(() => scheduleOf({ scheduleFile: join(folder, 'none') })).toThrow('ENOENT')
})
