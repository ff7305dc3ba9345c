import { expect, it } from 'vitest'
import { actions } from '../../actions.ts'
import { reportKinds } from '../../../config/tellable.ts'
import { findingIn } from '../../testing/finding.ts'

const finding = (now: string) => findingIn(undefined as never, { now: new Date(now) })

it('says that nothing is wrong, each time anew', async () => {
  const first = await actions.fake_report(finding('2026-11-02T10:00:00Z'))
  const second = await actions.fake_report(finding('2026-11-02T10:00:01Z'))
  const [report] = first.reports
  expect(reportKinds).toContain(report!.kind)
  expect(report!.subject).toBe('[IGNORE] Test report')
  const { text } = report!.render({ messageId: '<a@kernelci.org>', toLists: false })
  expect(text).toContain('Nothing is wrong.')
  expect(second.reports[0]!.items).not.toEqual(report!.items)
})
