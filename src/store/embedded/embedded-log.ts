import type { Logger } from '../../platform/log/log.ts'

/** The methods of the log that the embedded server uses. */
export type EmbeddedLog = Pick<Logger, 'info' | 'warn' | 'error'>
