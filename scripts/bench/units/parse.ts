import { parseDocument } from '../../../src/ingest/documents/parsing/parse-document.ts'
import type { Subject } from './comparison.ts'
import { sampleSubmissions } from './submissions.ts'

/** Reading the JSON of a submission (decisions.md 2). */
export const parse: Subject = () =>
  Promise.resolve(
    sampleSubmissions().map(({ name, bytes }) => ({
      name,
      ours: () => parseDocument(bytes),
      leastName: 'JSON.parse',
      least: (): unknown => JSON.parse(bytes.toString('utf8')),
    })),
  )
