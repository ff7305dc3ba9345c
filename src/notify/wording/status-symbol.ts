/** What stands for results in every report (notifications.md 1.7). */
export const symbols = { pass: '✅', fail: '❌', inconclusive: '⚠️' } as const
