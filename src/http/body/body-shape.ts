import type { ErrorCode } from '../errors/catalogue.ts'

/** As deep as a submission may be nested (decisions.md 2). */
const mostNesting = 500

/**
 * Members of an object at most. Nobody selects more commits or knows more filters; one with 130,000 is slow to make and slow to
 * go through: 1.6 MB of them held everybody up for half a second.
 */
const mostMembers = 10_000

/** Values in all: 33,000 pairs of issue and version, which are more than there are. 190,000 of them held everybody up for a third of a second. */
const mostValues = 100_000

const [quote, backslash, colon, comma] = [0x22, 0x5c, 0x3a, 0x2c]
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d]

/**
 * Why JSON is not to be parsed, found without doing that: 2.6 MB take 10 ms. Whether it is JSON at all is not looked at.
 *
 * @returns undefined where nothing is wrong
 */
export function refusalOfShape(json: Uint8Array): ErrorCode | undefined {
  const members: number[] = []
  let values = 1
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at]
    if (byte === quote) at = endOfText(json, at)
    else if (byte === openList || byte === openObject) {
      if (members.push(0) > mostNesting) return 'invalid_body'
      values += 1
    } else if (byte === closeList || byte === closeObject) members.pop()
    else if (byte === comma) values += 1
    else if (byte === colon) {
      const count = (members.pop() ?? 0) + 1
      if (count > mostMembers) return 'too_many_values'
      members.push(count)
    }
    if (values > mostValues) return 'too_many_values'
  }
  return undefined
}

/** Where the text ends that begins at a quote. */
function endOfText(json: Uint8Array, start: number): number {
  let at = start + 1
  while (at < json.length && json[at] !== quote) at += json[at] === backslash ? 2 : 1
  return at
}
