import { isUtf8 } from 'node:buffer'
import { type Document, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { errorMessage } from '../../platform/errors/error-message.ts'
import { placeInYaml } from './place-in-yaml.ts'
import type { SubscriptionFault } from './subscription-fault.ts'

/** What a file says, unless something is wrong with it. */
export type ParsedFile<Content> = {
  /** Null when the file cannot be used. */
  readonly content: Content | null
  readonly faults: readonly SubscriptionFault[]
}

/**
 * Reads a file of subscriptions by its schema. Keys that nobody knows are ignored and warned of; anything else
 * makes the whole file useless, because a report to the wrong people is worse than none (notifications.md 4.4).
 *
 * @param name of the file
 */
export function parseSubscriptionFile<Content>(
  name: string,
  bytes: Buffer,
  schema: z.ZodType<Content>,
): ParsedFile<Content> {
  if (!isUtf8(bytes)) return unusable({ ...atStart(name), reason: 'it is not UTF-8' })
  const counter = new LineCounter()
  const document = parseDocument(bytes.toString(), {
    lineCounter: counter,
    prettyErrors: false,
    // a word of YAML 1.1, which older files were written for (notifications.md 4.4)
    merge: true,
  })
  const [broken] = document.errors
  if (broken !== undefined) {
    const { line, col } = counter.linePos(broken.pos[0])
    const reason = `not valid YAML: ${broken.message}`
    return unusable({ file: name, line, column: col, severity: 'error', reason })
  }
  const content = contentOf(document)
  if (content instanceof Error) {
    return unusable({ ...atStart(name), reason: `not valid YAML: ${errorMessage(content)}` })
  }
  if (content === null) return unusable({ ...atStart(name), reason: 'it is empty' })
  const place = (path: readonly PropertyKey[]) => placeInYaml(document, path, counter)
  return checked(name, content, schema, place)
}

type PlaceOf = (path: readonly PropertyKey[]) => { line: number; column: number }

function checked<Content>(
  file: string,
  content: unknown,
  schema: z.ZodType<Content>,
  placeOf: PlaceOf,
): ParsedFile<Content> {
  const faults: SubscriptionFault[] = []
  const read = schema.safeParse(content)
  if (read.success) return { content: read.data, faults }
  for (const issue of read.error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        const place = placeOf([...issue.path, key])
        faults.push({ file, ...place, severity: 'warning', reason: `${key} means nothing here` })
        forget(content, issue.path, key)
      }
    } else {
      const place = placeOf(issue.path)
      const reason = `${issue.path.map(String).join('.')}: ${issue.message}`
      faults.push({ file, ...place, severity: 'error', reason })
    }
  }
  const again = schema.safeParse(content)
  const isUsable = again.success && faults.every(({ severity }) => severity === 'warning')
  return { content: isUsable ? again.data : null, faults }
}

/** Takes a key out of a mapping somewhere in what was read. */
function forget(content: unknown, path: readonly PropertyKey[], key: string): void {
  const mapping = path.reduce<unknown>((inner, step) => Object(inner)[step], content)
  Reflect.deleteProperty(Object(mapping), key)
}

/** A file may name a hundred aliases at most, so that none unfolds into more than fits into memory. */
function contentOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    return error instanceof Error ? error : new Error(errorMessage(error))
  }
}

function atStart(file: string): Omit<SubscriptionFault, 'reason'> {
  return { file, line: 1, column: 1, severity: 'error' }
}

function unusable(fault: SubscriptionFault): ParsedFile<never> {
  return { content: null, faults: [fault] }
}
