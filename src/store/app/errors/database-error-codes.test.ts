import { expect, test } from 'vitest'
import { databaseErrorKind } from './database-error.ts'
import { errorLabel, statementErrorCodes, transientErrorCodes } from './database-error-codes.ts'

const withCode = (code: string) => Object.assign(new Error('x'), { code, syscall: 'connect' })

test.each(transientErrorCodes.filter((code) => code !== 'connection'))(
  '%s is transient',
  (code) => {
    expect(databaseErrorKind(withCode(code))).toBe('transient')
  },
)

test('names each code once', () => {
  expect(new Set(statementErrorCodes).size).toBe(statementErrorCodes.length)
})

test('an error of the driver, which has no code, has a name all the same', () => {
  expect(errorLabel(withCode('57014'))).toBe('57014')
  expect(transientErrorCodes).toContain(errorLabel(new Error('Connection terminated')))
})
