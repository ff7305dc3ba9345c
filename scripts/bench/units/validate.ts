import { loadConfig } from '../../../src/config/config.ts'
import { prepareDocument } from '../../../src/ingest/documents/prepare-document.ts'
import { validate as findFaults } from '../../../src/ingest/documents/validate.ts'
import { encodeDocument } from '../../../src/ingest/pipeline/encode-document.ts'
import type { Comparison, Subject } from './comparison.ts'
import { sampleSubmissions } from './submissions.ts'

/** The check of a document alone, and all that happens to a file until it is text for COPY. */
export const validate: Subject = () => Promise.resolve(sampleSubmissions().flatMap(comparisonsOf))

function comparisonsOf({ name, bytes }: { name: string; bytes: Buffer }): Comparison[] {
  const document: unknown = JSON.parse(bytes.toString('utf8'))
  const { automaticLab } = loadConfig()
  const options = { receivedAt: new Date(0).toISOString(), treeNames: new Map(), automaticLab }
  const prepare = () => {
    const prepared = prepareDocument(bytes, options)
    if (!prepared.accepted) throw new Error('the example data was refused')
    return encodeDocument(prepared)
  }
  const least = {
    leastName: 'JSON.parse',
    least: (): unknown => JSON.parse(bytes.toString('utf8')),
  }
  return [
    { name: `schema, ${name}`, ours: () => findFaults(document, '5.3'), ...least },
    { name: `file to rows, ${name}`, ours: prepare, ...least },
  ]
}
