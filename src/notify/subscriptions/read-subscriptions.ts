import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { sortedTexts } from '../../domain/code-point-order.ts'
import { errorCode } from '../../platform/errors/error-code.ts'
import { errorMessage } from '../../platform/errors/error-message.ts'
import { mergeTrees, type TreesOfFile } from './merge-trees.ts'
import { type ParsedFile, parseSubscriptionFile } from './parse-subscription-file.ts'
import { hardwareFile } from './schema/hardware-file.ts'
import { treeFile } from './schema/tree-file.ts'
import type { SubscriptionFault } from './subscription-fault.ts'
import { type HardwareSubscription, noSubscriptions, type Subscriptions } from './subscriptions.ts'
import { SubscriptionsUnreadable } from './subscriptions-unreadable.ts'

const mostFiles = 10_000
const mostBytes = 1024 * 1024

/**
 * Reads all `*.yaml` and `*.yml` files of a folder, sorted by name: those that end in `_hardware` are about
 * boards, all others about trees (notifications.md 4.1). A file with an error is left out and said; the others
 * are used.
 *
 * @param mayBeMissing nobody made the folder: nobody wants to be told anything
 * @throws SubscriptionsUnreadable when the folder cannot be read
 */
export async function readSubscriptions(
  folder: string,
  { mayBeMissing = false }: { mayBeMissing?: boolean } = {},
): Promise<Subscriptions> {
  const files = await filesOf(folder, mayBeMissing)
  if (files === null) return noSubscriptions
  const faults: SubscriptionFault[] = []
  const read = async <Content>(file: string, schema: z.ZodType<Content>) => {
    const parsed = await parseFile(folder, file, schema)
    faults.push(...parsed.faults)
    return parsed.content
  }
  const treeFiles: TreesOfFile[] = []
  const boards = new HardwareOfFiles()
  for (const file of files) {
    if (/_hardware\.ya?ml$/.test(file)) {
      boards.add(file, (await read(file, hardwareFile)) ?? {})
    } else {
      const trees = (await read(file, treeFile)) ?? {}
      const labelled = Object.entries(trees).map(([label, { default_recipients, ...tree }]) => ({
        ...tree,
        label,
        defaultRecipients: default_recipients,
      }))
      treeFiles.push({ file, trees: labelled })
    }
  }
  const merged = mergeTrees(treeFiles)
  return {
    trees: merged.trees,
    hardware: boards.found,
    faults: [...faults, ...merged.faults, ...boards.faults],
  }
}

async function filesOf(folder: string, mayBeMissing: boolean): Promise<string[] | null> {
  try {
    const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name))
    if (names.length <= mostFiles) return sortedTexts(names)
  } catch (error) {
    if (mayBeMissing && errorCode(error) === 'ENOENT') return null
    throw new SubscriptionsUnreadable(
      `the folder of subscriptions cannot be read (docs/subscribing.md): ${errorMessage(error)}`,
    )
  }
  throw new SubscriptionsUnreadable(`${folder}: more than ${mostFiles} files`)
}

async function parseFile<Content>(
  folder: string,
  file: string,
  schema: z.ZodType<Content>,
): Promise<ParsedFile<Content>> {
  const fault = (reason: string): ParsedFile<Content> => ({
    content: null,
    faults: [{ file, line: null, column: null, severity: 'error', reason }],
  })
  const path = join(folder, file)
  try {
    const found = await stat(path)
    // a pipe or a device could be read for ever
    if (!found.isFile()) return fault('it is no file')
    const { size } = found
    if (size > mostBytes) return fault(`larger than ${mostBytes} bytes`)
    return parseSubscriptionFile(file, await readFile(path), schema)
  } catch (error) {
    return fault(errorMessage(error))
  }
}

/** Boards, each once per origin: the first one counts, and whoever wrote the second one is told. */
class HardwareOfFiles {
  readonly #files = new Map<string, string>()
  readonly found: HardwareSubscription[] = []
  readonly faults: SubscriptionFault[] = []

  add(file: string, boards: z.infer<typeof hardwareFile>): void {
    for (const [id, { labs, default_recipients, path, ...same }] of Object.entries(boards)) {
      const key = JSON.stringify([id, same.origin])
      const before = this.#files.get(key)
      if (before !== undefined) {
        const reason = `${id} of ${same.origin} is in ${before} already; this one does not count`
        this.faults.push({ file, line: null, column: null, severity: 'error', reason })
        continue
      }
      this.#files.set(key, file)
      this.found.push({
        ...same,
        id,
        labs: new Map(Object.entries(labs)),
        defaultRecipients: default_recipients,
        paths: path,
      })
    }
  }
}
