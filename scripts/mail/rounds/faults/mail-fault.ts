import type { Random } from '../../../../src/example-data/random.ts'
import type { MailWorld } from '../world/mail-world.ts'

/** What a fault may do, and what it may call what it tells. */
export type Strike = {
  readonly world: MailWorld
  readonly random: Random
  /** Not used by any other round. */
  readonly round: string
}

/** Something that breaks while mails are on their way. Whoever has it strike makes the servers behave again. */
export type MailFault = {
  readonly name: string
  /** False when no mail met it. */
  strike: (strike: Strike) => Promise<boolean>
}

/** How long a mail may take to meet a fault, in milliseconds: a process that was killed has to start. */
export const meetingMsMax = 30_000
