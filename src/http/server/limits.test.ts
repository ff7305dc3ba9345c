import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { defaultLimits, maxHeaderBytes, maxHeaders } from './limits.ts'

it('are what docs/operations/many-hosts.md shows', () => {
  const page = readFileSync('docs/operations/many-hosts.md', 'utf8')
  const [, table = ''] = /## Connections\n(.*?)\n\nThe access log/s.exec(page) ?? []
  const { requestMs, requestCheckMs, stalledMs, answerMs, mostWaitingBytes, unreadMs } =
    defaultLimits
  const shown = [
    `| a request, its body too | ${requestMs / 1000} s to arrive (looked at every ${requestCheckMs / 1000} s) | 408 |`,
    `| headers | ${maxHeaders}, and ${maxHeaderBytes / 1024} kB with the first line | 431 |`,
    `| requests of one connection that wait for their answers | ${defaultLimits.requestsAtOnce} |`,
    `| a client that takes no byte of its answer | ${stalledMs / 1000} s |`,
    `| a whole answer, however slowly it is taken | ${answerMs / 60_000} minutes |`,
    `| what waits in a process for all clients to take it | ${mostWaitingBytes / 2 ** 20} MiB | those are cut that have taken nothing for ${unreadMs / 1000} s |`,
  ]
  expect(shown.filter((row) => !table.includes(row))).toEqual([])
})
