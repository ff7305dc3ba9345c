import type { Context } from 'hono'
import { accepts } from 'hono/accepts'

/** The media types in which a list can be had; the first is for whoever has no wish. */
export const listFormats = ['application/json', 'text/csv', 'application/x-ndjson'] as const

export type ListFormat = (typeof listFormats)[number]

/** The format that `Accept` asks for; JSON for browsers and whoever takes anything. */
export function listFormat(c: Context): ListFormat {
  const wish = accepts(c, { header: 'Accept', supports: [...listFormats, '*/*'], default: '*/*' })
  return listFormats.find((format) => format === wish) ?? 'application/json'
}
