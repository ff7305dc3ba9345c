import type { Build } from '../../../src/domain/build.ts'
import type { StatusCounts } from '../../../src/domain/status.ts'
import type { TestCell } from '../../../src/domain/test-cell.ts'
import type { TestDimensions } from '../../../src/domain/test-dimensions.ts'

const [builds, platforms, testsPerCell] = [70, 20, 14]

/** What the database has of a commit of 19,600 tests: 70 builds, each tested on 20 platforms. */
export function sampleCommit(): { builds: Build[]; cells: TestCell[] } {
  const dimensions = Array.from({ length: platforms }, (_, id) => dimensionsOf(id))
  const made = Array.from({ length: builds }, (_, ref) => buildOf(ref))
  const cells = made.flatMap((build) =>
    dimensions.map((where): TestCell => {
      const failed = (build.ref + where.id) % testsPerCell
      const counts: StatusCounts = [0, testsPerCell - failed, failed, 0, 0, 0, 0]
      const issue = failed > 12 ? { id: `maestro:issue-${where.id}`, version: 1 } : null
      return { build, dimensions: where, issue, counts }
    }),
  )
  return { builds: made, cells }
}

function dimensionsOf(id: number): TestDimensions {
  return {
    id,
    kind: id % 10 === 0 ? 'b' : 't',
    origin: 'maestro',
    platform: `platform-${id}`,
    compatible: [`vendor,board-${id}`, `vendor,chip-${id % 5}`],
    lab: `lab-${id % 7}`,
  }
}

function buildOf(ref: number): Build {
  return {
    ref,
    id: `maestro:build-${ref}`,
    checkoutId: 'maestro:checkout',
    origin: 'maestro',
    status: ref % 10 === 0 ? 'FAIL' : 'PASS',
    config: `defconfig+${ref % 12}`,
    architecture: ['arm64', 'x86_64', 'riscv', 'arm'][ref % 4] ?? null,
    compiler: ref % 2 === 0 ? 'gcc-14' : 'clang-19',
    lab: 'k8s',
    platform: 'kubernetes',
    duration: 300 + ref,
    isDummy: false,
  }
}
