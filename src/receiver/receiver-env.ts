import type { HttpEnv } from '../http/http-app.ts'
import type { Submitter } from './authentication/submitter.ts'

/** What middleware leaves for those that come after it. */
export type ReceiverEnv = {
  Bindings: HttpEnv['Bindings']
  Variables: HttpEnv['Variables'] & {
    /** Undefined until the token of a request was accepted. */
    submitter: Submitter | undefined
  }
}

/** What every answer of the receiver has, in this order (ingestion.md 1.3); ours adds members. */
export type ReceiverAnswer = { id: string; status: string; message: string | null }
