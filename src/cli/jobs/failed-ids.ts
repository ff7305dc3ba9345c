import { InvalidArgumentError } from 'commander'

/** Failed work as `jobs failed` shows it: numbers of runs, and of mails as `mail:12`. */
export type FailedIds = { readonly runs: readonly number[]; readonly mails: readonly number[] }

/** Reads ids, one after the other. */
export function idsArgument(value: string, before: FailedIds = { runs: [], mails: [] }): FailedIds {
  const [, mail, digits = ''] = /^(mail:)?(\d+)$/.exec(value) ?? []
  const id = Number(digits)
  if (!Number.isSafeInteger(id) || id < 1) {
    throw new InvalidArgumentError('expected an id as jobs failed shows it, such as 12 or mail:12')
  }
  return mail === undefined
    ? { ...before, runs: [...before.runs, id] }
    : { ...before, mails: [...before.mails, id] }
}

/** For the record. */
export function idTexts({ runs, mails }: FailedIds): string[] {
  return [...runs.map(String), ...mails.map((id) => `mail:${id}`)]
}
