import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findFaults } from './find-faults.ts'
import { compiledVersion } from '../schema/compile-schema.ts'
import { formatVersions } from '../schema/format-versions.ts'
import { fullDocument } from '../testing/example-documents.ts'
import { variantOf } from '../testing/variants.ts'

it('finds a fault exactly where the compiled validator does, in every version', () => {
  fc.assert(
    fc.property(fc.constantFrom(...formatVersions), fc.nat(), (version, seed) => {
      const document = variantOf(fullDocument(), seed)
      const [first] = findFaults(document, version)
      expect(first === undefined).toBe(compiledVersion(version)(document))
    }),
    { numRuns: 1000 },
  )
})
