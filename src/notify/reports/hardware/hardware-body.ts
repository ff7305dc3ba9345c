import type { TimeWindow } from '../../../domain/time-window.ts'
import type { HardwareFailures } from '../../../read/hardware/failures/load-hardware-failures.ts'
import type { HardwareSubscription } from '../../subscriptions/subscriptions.ts'
import type { Block } from '../../wording/blocks.ts'
import { countersOf } from '../../wording/counters.ts'
import { hardwareLink } from '../../wording/links.ts'
import { withCommas } from '../../wording/number-text.ts'
import { remainder } from '../../wording/remainder.ts'
import { minuteText } from '../../wording/times.ts'
import { failuresOutline } from './failures-outline.ts'

/** What failed on a hardware in a week, as people read it (notifications.md 1.13). */
export function hardwareBody(
  { id, origin, labs }: HardwareSubscription,
  found: HardwareFailures,
  { window, dashboard }: { window: TimeWindow; dashboard: string },
): Block[] {
  const page = hardwareLink(dashboard, id, origin)
  return [
    { kind: 'paragraph', text: 'Hello,' },
    { kind: 'paragraph', text: `this is how ${id} fared in the last seven days.` },
    {
      kind: 'facts',
      facts: [
        { label: 'dashboard', value: { href: page, text: id } },
        { label: 'origin', value: origin },
        { label: 'labs', value: [...labs.keys()].join(', ') },
        { label: 'from', value: minuteText(window.from) },
        { label: 'until', value: minuteText(window.until) },
      ],
    },
    { kind: 'counters', counters: countersOf(found.counts) },
    ...failuresSection(found, { dashboard, labs, page }),
  ]
}

type Links = Parameters<typeof failuresOutline>[1] & { readonly page: string }

function failuresSection(
  { failures, failed, isComplete }: HardwareFailures,
  links: Links,
): Block[] {
  if (failures.length === 0) {
    return [
      { kind: 'heading', text: 'Failed tests' },
      { kind: 'paragraph', text: 'No test failed.' },
    ]
  }
  const { outline, more } = failuresOutline(failures, links)
  return [
    {
      kind: 'heading',
      text: `Failed tests (${withCommas(failed)} ${failed === 1 ? 'run' : 'runs'})`,
    },
    { kind: 'outline', outline },
    ...remainder(more, links.page),
    ...(isComplete
      ? []
      : [
          {
            kind: 'paragraph' as const,
            text: `Only the newest ${withCommas(failures.length)} failed runs were looked at.`,
          },
        ]),
  ]
}
