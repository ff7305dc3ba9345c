import type { Logs } from '../../read/logs/logs.ts'

/** Other hosts have whatever is asked for: stands in for those that examples name. */
export const everyLog: Logs = {
  open: async () => ({
    type: 'text/plain',
    length: null,
    body: pieces(),
    [Symbol.dispose]: () => {},
  }),
  excerpt: async () => null,
  list: async () => [
    { specific_log_url: 'a.log', file_name: 'a.log', file_size: '1', date: '2025-07-16' },
  ],
}

async function* pieces(): AsyncGenerator<Buffer> {
  yield Buffer.from('[    0.000000] Booting Linux on physical CPU 0x0\n')
}
