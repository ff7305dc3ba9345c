/** What the doctor says of one thing that it has looked at. */
export type Finding = {
  /** `error`: it does not work, or must not be so; `warning`: it works for now. */
  severity: 'fine' | 'warning' | 'error'
  /** What was looked at. */
  about: string
  /** What it is like, one line. */
  says: string
  /** What to do; null where nothing is. */
  advice: string | null
}

/** A finding that asks for nothing. */
export function fine(about: string, says: string): Finding {
  return { severity: 'fine', about, says, advice: null }
}

/** A finding of something that works for now. */
export function warning(about: string, says: string, advice: string): Finding {
  return { severity: 'warning', about, says, advice }
}

/** A finding of something that does not work or must not stay so; `doctor` then ends with an error. */
export function failure(about: string, says: string, advice: string): Finding {
  return { severity: 'error', about, says, advice }
}
