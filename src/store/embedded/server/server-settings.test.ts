import { expect, test } from 'vitest'
import { serverSettings } from './server-settings.ts'

const gibibyte = 1024 ** 3

test.each([
  [gibibyte / 4, '128MB'],
  [gibibyte, '256MB'],
  [64 * gibibyte, '512MB'],
])('of %d bytes of memory, buffers take %s', (memory, buffers) => {
  expect(serverSettings(5432, memory).shared_buffers).toBe(buffers)
})

test('listens on the loopback address alone, waits for the disk, and can be overridden', () => {
  expect(serverSettings(40_000, gibibyte)).toMatchObject({
    listen_addresses: '127.0.0.1',
    port: '40000',
    unix_socket_directories: '',
    synchronous_commit: 'on',
  })
  expect(serverSettings(40_000, gibibyte, { fsync: 'off', jit: 'on' })).toMatchObject({
    fsync: 'off',
    jit: 'on',
  })
})
