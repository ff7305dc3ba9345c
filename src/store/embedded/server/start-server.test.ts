import { expect, test } from 'vitest'
import { failureOf } from './start-server.ts'

const stamp = '2026-01-01 00:00:00.000 UTC [7] '

test('a port that somebody took since is told from other failures', () => {
  const failure = failureOf('ended with status 1', [
    `${stamp}LOG:  could not bind IPv4 address "127.0.0.1": Address already in use`,
    `${stamp}WARNING:  could not create listen socket for "127.0.0.1"`,
    `${stamp}FATAL:  could not create any TCP/IP sockets`,
    `${stamp}LOG:  database system is shut down`,
  ])
  expect(failure).toEqual({
    reason: 'port-taken',
    line: 'FATAL:  could not create any TCP/IP sockets',
  })
})

test('processes of a killed server that still hold its memory are worth waiting for', () => {
  const line = 'FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use'
  expect(failureOf('ended with status 1', [stamp + line])).toEqual({
    reason: 'predecessor-alive',
    line,
  })
})

test('without a word in the log the exit is the reason', () => {
  expect(failureOf('spawn EACCES', [])).toEqual({ reason: 'other', line: 'spawn EACCES' })
})
