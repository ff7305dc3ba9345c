import type { Event } from '../events/event.ts'

/** Something that went wrong in this process, and may go on and on. */
export type Trouble =
  | {
      readonly type: 'server.error'
      readonly status: number
      readonly code: string
      readonly method: string
      readonly route: string
      readonly requestId: string
    }
  | { readonly type: 'ingest.refused' | 'ingest.halted'; readonly code: string }

/** What makes it the same trouble again. */
export function kindOfTrouble(trouble: Trouble): string {
  if (trouble.type !== 'server.error') return JSON.stringify([trouble.type, trouble.code])
  const { type, status, code, method, route } = trouble
  return JSON.stringify([type, status, code, method, route])
}

/** How often what an event tells happened. */
export function timesOf({ data }: Event): number {
  return 'count' in data ? data.count : 1
}
