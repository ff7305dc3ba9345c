import { z } from 'zod'
import type { RegressionSubscription, StatusSubscription } from '../subscriptions.ts'
import { days, flag, names, originOrDefault, paths, recipients, severity, text } from './parts.ts'

const ignoreDefaultRecipients = 'ignore_default_recipients'

const statusSettings = z.strictObject({
  label: text.nullable().default(null),
  branch: text,
  origin: originOrDefault,
  always: flag.default(false),
  path: paths,
  recipients,
  options: z
    .array(z.literal(ignoreDefaultRecipients, `the only option is ${ignoreDefaultRecipients}`))
    .nullish()
    .transform((given) => given ?? []),
  tree: names,
  platform: names,
  severity,
  days,
})

/** A status report; what names it is a key without value beside its settings (notifications.md 4.2). */
const statusReport = z
  .preprocess(withLabel, statusSettings)
  .transform(({ path, tree, platform, options, ...same }): StatusSubscription => ({
    ...same,
    paths: path,
    trees: tree,
    platforms: platform,
    ignoresDefaultRecipients: options.includes(ignoreDefaultRecipients),
  }))

const regressions = z
  .strictObject({
    recipients: recipients.refine((given) => given.length > 0, 'expected at least one address'),
    tree: names,
    branch: names,
    origin: names,
    path: paths,
    platform: names,
    severity,
  })
  .transform(({ tree, branch, origin, path, platform, ...same }): RegressionSubscription => ({
    ...same,
    trees: tree,
    branches: branch,
    origins: origin,
    paths: path,
    platforms: platform,
  }))

const tree = z.strictObject({
  url: text,
  default_recipients: recipients,
  reports: listOf(statusReport),
  regressions: listOf(regressions),
})

/** Trees of a file by their labels (notifications.md 4.2). */
export const treeFile = z.record(text, tree, 'expected a mapping from labels of trees to settings')

function listOf<Schema extends z.ZodType>(item: Schema) {
  return z
    .array(item, 'expected a list')
    .max(1_000)
    .nullish()
    .transform((given) => given ?? [])
}

/** The settings with the first key that has no value, and is no setting, as `label`. */
function withLabel(item: unknown): unknown {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item
  const entries = Object.entries(item)
  const labelled = entries.find(
    ([key, value]) => value === null && !Object.hasOwn(statusSettings.shape, key),
  )
  if (labelled === undefined || 'label' in item) return item
  const [label] = labelled
  return { label, ...Object.fromEntries(entries.filter(([key]) => key !== label)) }
}
