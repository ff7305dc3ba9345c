import { describe, expect, it } from 'vitest'
import { isDatabaseUnavailable } from './database-unavailable.ts'

const withCode = (code: string) => Object.assign(new Error('x'), { code })

describe('isDatabaseUnavailable', () => {
  it.each(['57014', '57P01', '53300', '08006', 'ECONNREFUSED'])('%s may go away', (code) => {
    expect(isDatabaseUnavailable(withCode(code))).toBe(true)
  })

  it.each(['42601', '22021', '23505', 'ERR_INVALID_ARG_TYPE'])('%s will not', (code) => {
    expect(isDatabaseUnavailable(withCode(code))).toBe(false)
  })

  it('knows the exhausted pool and the lost connection by their messages', () => {
    const messages = [
      'timeout exceeded when trying to connect',
      'Connection terminated unexpectedly',
    ]
    for (const message of messages) expect(isDatabaseUnavailable(new Error(message))).toBe(true)
  })

  it('looks into the attempts on several addresses', () => {
    expect(isDatabaseUnavailable(new AggregateError([withCode('ECONNREFUSED')]))).toBe(true)
  })

  it('does not know other errors', () => {
    expect(isDatabaseUnavailable(new TypeError('x is not a function'))).toBe(false)
    expect(isDatabaseUnavailable('timeout')).toBe(false)
  })
})
