import { expect, it } from 'vitest'
import { exitStatus, explain } from './failure.ts'
import { explainFullDisk } from './full-disk.ts'

const coded = (code: string) => Object.assign(new Error('cannot write'), { code })

it.each([
  ['of the system', coded('ENOSPC')],
  ['of a quota', coded('EDQUOT')],
  ['of PostgreSQL', coded('53100')],
  ['of SQLite', coded('SQLITE_FULL')],
  ['in the words of a program', new Error('FATAL: could not write: No space left on device')],
  ['behind another one', new Error('cannot write', { cause: coded('ENOSPC') })],
])('names the disk for an error %s', (_, error) => {
  const explained = explainFullDisk(error, 'DATA_DIR (/data)')
  expect(explain(explained)).toMatch(/^treeline: the disk of DATA_DIR \(\/data\) is full: .+$/)
  expect(exitStatus(explained)).toBe(3)
})

it('leaves any other error as it is', () => {
  for (const error of [new Error('surprise'), coded('EACCES'), 'text']) {
    expect(explainFullDisk(error, 'x')).toBe(error)
  }
})
