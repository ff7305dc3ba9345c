/** What a look at one thing gave. */
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

export function fine(about: string, says: string): Finding {
  return { severity: 'fine', about, says, advice: null }
}

export function warning(about: string, says: string, advice: string): Finding {
  return { severity: 'warning', about, says, advice }
}

export function failure(about: string, says: string, advice: string): Finding {
  return { severity: 'error', about, says, advice }
}
