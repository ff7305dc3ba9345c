import type { Config } from '../../../../src/config/config.ts'
import type { OpenQueues } from '../../../../src/notify/delivery/open-delivery.ts'
import { tellMail } from '../../../../src/notify/delivery/tell-mail.ts'
import { prepareMail } from '../../../../src/notify/run/prepare-mail.ts'
import type { OpenDatabase } from '../../../../src/store/app/database.ts'
import { recipients } from './recipients.ts'

export type Telling = {
  readonly config: Pick<Config, 'notify'>
  readonly database: Pick<OpenDatabase, 'db'>
  readonly queues: OpenQueues
}

/** Puts a mail with this subject into ledger and queue, for the processes that send. */
export async function tellDirectly(
  { config, database: { db }, queues }: Telling,
  subject: string,
): Promise<void> {
  const report = {
    kind: 'fake' as const,
    items: [subject],
    subject,
    subscribers: recipients,
    isRegression: false,
    render: () => ({ text: `${subject}\n` }),
  }
  const prepared = await prepareMail(db, report, {
    to: [],
    cc: [],
    addMailingLists: false,
    ignoreRecipients: false,
    sender: config.notify.mail.sender,
    inReplyTo: null,
    now: new Date(),
  })
  const { mails, announce } = queues
  const telling = { db, queue: mails, announce, rules: config.notify, again: false }
  await tellMail(telling, report, prepared)
}
