import type { FindReports, Report } from '../../report.ts'

/** Longer texts are lost on nobody: it says only that mail arrives. */
const text = 'This is a test of the way that mails take. Nothing is wrong.\n'

/**
 * The report that tells nothing, to try the way of mails (notifications.md 1.16). Each one is another thing,
 * so that it can be tried as often as somebody likes.
 */
export const findFakeReport: FindReports = ({ now }) => {
  const report: Report = {
    kind: 'fake',
    items: [now.toISOString()],
    subject: '[IGNORE] Test report',
    subscribers: [],
    isRegression: false,
    render: () => ({ text }),
  }
  return Promise.resolve({ reports: [report], problems: [] })
}
