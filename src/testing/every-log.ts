import type { Logs } from '../read/logs/logs.ts'

/** Other hosts have whatever is asked for: stands in for those that examples name. */
export const everyLog: Logs = {
  open: async () => ({
    type: 'text/plain',
    length: null,
    body: pieces(),
    [Symbol.dispose]: () => {},
  }),
}

async function* pieces(): AsyncGenerator<Buffer> {
  yield Buffer.from('[    0.000000] Booting Linux on physical CPU 0x0\n')
}
