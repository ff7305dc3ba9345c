import { RestoreError } from '../restore-error.ts'

/** How many bytes of a file are needed to know its format: tar has its mark at byte 257, a header of CSV is longer. */
export const headBytes = 1_024

/** A format that is not SQL: its name, how its first bytes look, and the command that turns it into SQL. */
type Format = { name: string; isHead: (bytes: string) => boolean; command: string }

const formats: readonly Format[] = [
  { name: 'packed with zstd', isHead: begins('\u0028\u00B5\u002F\u00FD'), command: 'zstd -dc' },
  { name: 'packed with xz', isHead: begins('\u00FD7zXZ\0'), command: 'xz -dc' },
  { name: 'packed with bzip2', isHead: begins('BZh'), command: 'bzip2 -dc' },
  { name: 'packed with lz4', isHead: begins('\u0004\u0022\u004D\u0018'), command: 'lz4 -dc' },
  { name: 'packed with compress', isHead: begins('\u001F\u009D'), command: 'uncompress -c' },
  { name: 'packed with gzip twice', isHead: begins('\u001F\u008B'), command: 'zcat' },
  { name: 'a zip archive', isHead: begins('PK\u0003\u0004'), command: 'unzip -p' },
  { name: 'text in UTF-32', isHead: begins('\u00FF\u00FE\0\0'), command: toUtf8From('UTF-32') },
  { name: 'text in UTF-32', isHead: begins('\0\0\u00FE\u00FF'), command: toUtf8From('UTF-32') },
  { name: 'text in UTF-16', isHead: begins('\u00FF\u00FE'), command: toUtf8From('UTF-16') },
  { name: 'text in UTF-16', isHead: begins('\u00FE\u00FF'), command: toUtf8From('UTF-16') },
  { name: 'text in UTF-16', isHead: isAsciiWithNulAt(1), command: toUtf8From('UTF-16LE') },
  { name: 'text in UTF-16', isHead: isAsciiWithNulAt(0), command: toUtf8From('UTF-16BE') },
]

function begins(mark: string): Format['isHead'] {
  return (bytes) => bytes.startsWith(mark)
}

/** Recognises UTF-16 without a byte order mark: every other byte of the first two letters is NUL. */
function isAsciiWithNulAt(offset: 0 | 1): Format['isHead'] {
  return (bytes) => {
    const nuls = Array.from(bytes.slice(0, 4), (byte) => byte === '\0')
    return nuls.length === 4 && nuls.every((isNul, at) => isNul === (at % 2 === offset))
  }
}

function toUtf8From(encoding: string): string {
  return `iconv -f ${encoding} -t UTF-8`
}

/** Whether bytes begin as pg_dump's custom or tar format does. */
export function isArchive(head: Buffer): boolean {
  const text = head.toString('latin1')
  return text.startsWith('PGDMP') || text.startsWith('toc.dat\0')
}

/** Whether bytes begin as gzip does. */
export function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b
}

/**
 * Throws when a file has a format other than SQL; the message names the format and the command that converts it.
 *
 * @param head the first bytes, `headBytes` of them if there are as many
 * @param unpacked whether these bytes were packed with gzip in the file
 * @throws RestoreError `dump_not_plain`
 */
export function refuseOtherFormats(
  path: string,
  head: Buffer,
  { unpacked }: { unpacked: boolean },
): void {
  const text = head.toString('latin1')
  const format = formats.find(({ isHead }) => isHead(text))
  if (format !== undefined) throw refusedFormat(path, format, { unpacked })
}

/** The error for a format that cannot be restored, with the command that converts it. */
export function refusedFormat(
  path: string,
  { name, command }: Pick<Format, 'name' | 'command'>,
  { unpacked }: { unpacked: boolean } = { unpacked: false },
): RestoreError {
  const packed = unpacked ? ['zcat', command] : [command]
  const [first, ...others] = packed
  const unpack = [`${first}${operand(path)}`, ...others].join(' | ')
  return new RestoreError(
    'dump_not_plain',
    `${path}${unpacked ? ', unpacked,' : ''} is ${name}; only SQL, JSON and CSV can be restored, plain or packed ` +
      `with gzip: ${unpack} | npm run -s treeline -- restore /dev/stdin`,
  )
}

/** The file's name for a shell command; empty for a pipe, which the command reads by itself. */
function operand(path: string): string {
  if (path === '-' || path.startsWith('/dev/')) return ''
  return /^[\w./+@:-]+$/.test(path) ? ` ${path}` : ` '${path.replaceAll("'", String.raw`'\''`)}'`
}
