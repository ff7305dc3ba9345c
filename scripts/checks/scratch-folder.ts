import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { goesWithThisProcess } from '../../src/testing/processes/goes-with-this-process.ts'

/** For so long services that are asked to end by the same Ctrl-C may use it (`src/platform/process/shutdown.ts`). */
const patienceSeconds = 15

/** A folder for what a run writes. It is gone at the latest when the run is, be it ended by Ctrl-C. */
export function scratchFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `treeline-${name}-`))
  goesWithThisProcess({ folders: [folder], patienceSeconds, removes: true })
  return folder
}
