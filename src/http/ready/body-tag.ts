/** The tag of a body by its SHA-256 in base64url: weak, since the body is the same in every coding. */
export function tagOf(digest: string): string {
  return `W/"${digest.slice(0, 22)}"`
}
