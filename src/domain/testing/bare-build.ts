import type { Build } from '../build.ts'
import type { TestDimensions } from '../test-dimensions.ts'

/** A build that passed and of which little else is known. */
export function bareBuild(change: Partial<Build> = {}): Build {
  return {
    ref: 1,
    id: 'b',
    checkoutId: 'c',
    origin: 'maestro',
    status: 'PASS',
    config: null,
    architecture: null,
    compiler: null,
    lab: null,
    platform: null,
    duration: null,
    isDummy: false,
    ...change,
  }
}

/** Tests, no boots, of which only the platform is known. */
export function bareDimensions(change: Partial<TestDimensions> = {}): TestDimensions {
  return {
    id: 1,
    kind: 't',
    origin: 'maestro',
    platform: 'juno',
    compatible: null,
    lab: null,
    ...change,
  }
}
