import { expect, it } from 'vitest'
import packageFile from '../../../package.json' with { type: 'json' }
import { createMetricsRegistry } from './metrics.ts'

it('says which version runs', async () => {
  const text = await createMetricsRegistry().metrics()
  expect(text).toContain(`treeline_info{version="${packageFile.version}"} 1\n`)
})
