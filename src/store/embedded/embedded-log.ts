import type { Logger } from '../../platform/log.ts'

/** What the embedded server needs of a log. */
export type EmbeddedLog = Pick<Logger, 'info' | 'warn' | 'error'>
