import type { Machine } from '../machine.ts'
import type { Compared } from '../units/compare.ts'

/** The result file of `npm run bench`. */
export type UnitFigures = { kind: 'units'; machine: Machine; compared: Compared[] }
