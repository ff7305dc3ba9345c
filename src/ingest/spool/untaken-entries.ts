/** Why an entry that is named like a submission can never be taken for one. */
export const untakenReasons = {
  name_not_utf8: 'its name is not UTF-8',
  folder: 'it is a folder',
  broken_link: 'it is a link that leads to nothing',
  no_file: 'it is no regular file',
} as const satisfies Record<string, string>

export type UntakenReason = keyof typeof untakenReasons

/** Entries whose names are remembered; those beyond are counted alone. */
const namesMax = 1_000

/** Entries that one look at the spool found to be named like submissions and to be none. */
export class UntakenEntries {
  readonly names = new Map<string, UntakenReason>()
  readonly counts: Record<UntakenReason, number> = {
    name_not_utf8: 0,
    folder: 0,
    broken_link: 0,
    no_file: 0,
  }

  add(name: string, reason: UntakenReason): void {
    this.counts[reason] += 1
    if (this.names.size < namesMax) this.names.set(name, reason)
  }
}
