import { expect, it } from 'vitest'
import { loadConfig } from '../../config/config.ts'
import { requireFreeAddresses } from './require-free-addresses.ts'

it.each([{}, { RECEIVER_PORT: '8002' }])(
  'wants another port for the metrics of an ingester than for its receiver, given %j',
  async (given) => {
    const env = new Map(Object.entries({ INGESTER_METRICS_PORT: '8002', ...given }))
    await expect(requireFreeAddresses(loadConfig(env), 'ingest')).rejects.toThrow(
      'INGESTER_METRICS_PORT: expected another port than RECEIVER_PORT, which is 8002',
    )
  },
)
