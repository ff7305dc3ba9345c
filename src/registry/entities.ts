import { z } from 'zod'
import { isOneLine } from '../platform/text/one-line.ts'

/** Of a text that PostgreSQL can store; a number stands for its digits, as in an id without quotes. */
const text = z
  .union([z.string(), z.number().transform(String)])
  .refine((value) => !value.includes('\0'), 'U+0000 cannot be stored')
const ofOneLine = text.refine(isOneLine, 'expected one line without control characters')
const name = ofOneLine.refine(({ length }) => length > 0 && length <= 500, 'expected a name')
const type = ofOneLine.refine(({ length }) => length > 0 && length <= 64, 'expected a short text')
const optional = text.nullish().transform((value) => value ?? null)
const count = z.number().int().min(0).max(2_147_483_647).nullish()
/** The column holds whole megahertz. */
const megahertz = z.number().min(0).max(2_147_483_647).transform(Math.trunc).nullish()

const described = { id: name, url: optional, details: optional }

/** The sections of a registry, each with what of an entity is stored (reference/operations.md 1.4), in order of writing. */
export const sections = {
  silicon_vendors: z.object({ ...described, type }),
  processors: z.object({
    ...described,
    type: type.default('soc'),
    vendor_id: name,
    architecture: optional,
    cores: count.transform((value) => value ?? null),
    max_clock_speed_mhz: megahertz.transform((value) => value ?? null),
  }),
  platform_vendors: z.object({ ...described, type: type.default('platform_vendor') }),
  system_modules: z.object({
    ...described,
    type,
    vendor_id: name,
    processor_id: name,
    form_factor: optional,
  }),
  platforms: z.object({
    ...described,
    type,
    vendor_id: name,
    processor_id: name,
    system_module_id: optional,
    form_factor: optional,
  }),
} as const

export type Section = keyof typeof sections

export const sectionNames = [
  'silicon_vendors',
  'processors',
  'platform_vendors',
  'system_modules',
  'platforms',
] as const satisfies readonly Section[]

/** Entities by id. */
export type Entities = { [Name in Section]: Map<string, z.output<(typeof sections)[Name]>> }

/** Which section an attribute names an entity of. */
export const references: Record<Section, Readonly<Record<string, Section>>> = {
  silicon_vendors: {},
  processors: { vendor_id: 'silicon_vendors' },
  platform_vendors: {},
  system_modules: { vendor_id: 'platform_vendors', processor_id: 'processors' },
  platforms: {
    vendor_id: 'platform_vendors',
    processor_id: 'processors',
    system_module_id: 'system_modules',
  },
}
