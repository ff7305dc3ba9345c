import { expect, test } from 'vitest'
import { installedBinaries } from './binaries.ts'

test('a platform without a package is told to use another server', () => {
  expect(() => installedBinaries('sunos', 'mips')).toThrow(
    expect.objectContaining({
      code: 'embedded_package_missing',
      message: expect.stringContaining('DATABASE_URL'),
    }),
  )
})
