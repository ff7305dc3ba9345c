import { join } from 'node:path'
import type { MailConfig } from '../../config/mail-config.ts'
import type { MailWay } from './mail.ts'
import { openOutbox } from './outbox.ts'
import { openSmtp } from './smtp.ts'

/** Where mails are put that do not leave. */
export function openOwnOutbox(dataDir: string): MailWay {
  return openOutbox(join(dataDir, 'outbox'))
}

/** The way that settings say. Nothing is connected before the first mail. */
export function openMailWay({ way }: MailConfig, dataDir: string): MailWay {
  return way.kind === 'smtp' ? openSmtp(way) : openOwnOutbox(dataDir)
}
