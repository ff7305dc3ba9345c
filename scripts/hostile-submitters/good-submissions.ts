import { smallDocument } from '../../src/ingest/testing/small-documents.ts'

/** Submissions that anybody would send, among all the others. */
export type GoodSubmissions = {
  submit: () => Promise<void>
  /** From sending to the acknowledgement, in milliseconds; infinite where there was none. */
  waits: number[]
}

/** Each has a document of its own. */
export function goodSubmissions(receiver: string, token: string): GoodSubmissions {
  const waits: number[] = []
  let sent = 0
  return {
    waits,
    submit: async () => {
      const started = performance.now()
      const answer = await fetch(`${receiver}/submit`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}` },
        body: JSON.stringify(smallDocument(`good${(sent += 1)}`)),
      })
      await answer.arrayBuffer()
      waits.push(answer.status === 200 ? performance.now() - started : Infinity)
    },
  }
}
