/**
 * The address of a file that belongs to an item. The host name is reserved (RFC 2606): nothing that
 * follows a link of the example data ever knocks at somebody's door.
 */
export function fileUrl(origin: string, id: string, name: string): string {
  return `https://files.example.org/${origin}/${id.slice(id.indexOf(':') + 1)}/${name}`
}
