import { InvalidArgumentError } from 'commander'

/** Failed work as `jobs failed` shows it: numbers of runs, of mails as `mail:12`, of notices as `notice:12`. */
export type FailedIds = {
  readonly runs: readonly number[]
  readonly mails: readonly number[]
  readonly notices: readonly number[]
}

/** Reads ids, one after the other. */
export function idsArgument(
  value: string,
  before: FailedIds = { runs: [], mails: [], notices: [] },
): FailedIds {
  const [, kind, digits = ''] = /^(?:(mail|notice):)?(\d+)$/.exec(value) ?? []
  const id = Number(digits)
  if (!Number.isSafeInteger(id) || id < 1) {
    throw new InvalidArgumentError(
      'expected an id as jobs failed shows it, such as 12, mail:12 or notice:12',
    )
  }
  if (kind === 'mail') return { ...before, mails: [...before.mails, id] }
  if (kind === 'notice') return { ...before, notices: [...before.notices, id] }
  return { ...before, runs: [...before.runs, id] }
}

/** For the record. */
export function idTexts({ runs, mails, notices }: FailedIds): string[] {
  return [
    ...runs.map(String),
    ...mails.map((id) => `mail:${id}`),
    ...notices.map((id) => `notice:${id}`),
  ]
}
