/** Where answers to reports are read (notifications.md 0.1). */
const peopleAt = 'kernelci@lists.linux.dev'

/** What stands below every report, a paragraph each (notifications.md 1.7). */
export const footer: readonly string[] = [
  'These reports are still finding their form: tell us what you miss in them, ' +
    `and what you could do without, at ${peopleAt}.`,
  'Tested by KernelCI, https://kernelci.org',
]
