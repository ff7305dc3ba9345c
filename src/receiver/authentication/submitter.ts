/** Who sends a submission, as far as the token tells. */
export type Submitter = {
  /** Chosen by whoever made the token; need not be an origin of the document (ingestion.md O-30). */
  origin: string
  /** Null for tokens of other programs, which have none: they cannot be revoked one by one. */
  tokenId: string | null
  /** Documents may name the origin of the token alone. */
  isBound: boolean
}

/** Everybody, where no token is asked for (ingestion.md 1.2). */
export const anybody: Submitter = { origin: 'none', tokenId: null, isBound: false }
