import { expect, it } from 'vitest'
import { loggedStatements } from './logged-statements.ts'

it('logs what is sent and goes on measuring it', () => {
  const measured: unknown[] = []
  const logged: unknown[] = []
  const observer = loggedStatements(
    {
      statementFinished: (seconds) => measured.push(seconds),
      statementFailed: (seconds, code) => measured.push([seconds, code]),
    },
    { info: (details: object) => logged.push(details) },
  )
  observer.statementFinished(0.01234, 'select 1')
  observer.statementFailed(2, '57014', 'select $1')
  expect(measured).toEqual([0.01234, [2, '57014']])
  expect(logged).toEqual([
    { ms: 12.3, sql: 'select 1' },
    { ms: 2000, code: '57014', sql: 'select $1' },
  ])
})
