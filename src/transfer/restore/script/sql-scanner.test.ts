import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SqlScanner } from './sql-scanner.ts'
import { type ScriptPart, tokensText } from './sql-token.ts'

type Settings = { backslashEscapes?: boolean }

function scan(text: string, { backslashEscapes = false }: Settings = {}): ScriptPart[] {
  const scanner = new SqlScanner()
  scanner.backslashEscapes = backslashEscapes
  return text.split('\n').flatMap((line, index) => [...scanner.scanLine(line, index + 1)])
}

/** Statements and commands in one line each. */
function parts(text: string, settings?: Settings): string[] {
  return scan(text, settings).map((part) => {
    if (part.kind === 'command') return `\\${part.text}`
    return part.kind === 'row' ? `row ${tokensText(part.tokens ?? [])}` : tokensText(part.tokens)
  })
}

function unfinished(text: string): number | undefined {
  const scanner = new SqlScanner()
  for (const [index, line] of text.split('\n').entries())
    Array.from(scanner.scanLine(line, index + 1))
  return scanner.unfinished()
}

describe('a script is cut where psql cuts it', () => {
  test.each([
    ['between lines', 'SELECT\n 1;\nSELECT 2;', ['select 1', 'select 2']],
    ['within a line', 'a;b ; ;c;', ['a', 'b', 'c']],
    ['not in a string', `a 'x;''y' ;b;`, [`a 'x;''y'`, 'b']],
    ['not in a string of lines', `a 'x;\ny';b;`, [`a 'x;\ny'`, 'b']],
    ['a backslash ends nothing', String.raw`a '\';b;`, [String.raw`a '\'`, 'b']],
    ['but in an escape string', String.raw`a E'\';\\';b;`, [`a '...'`, 'b']],
    [
      'a name before a quote is no prefix',
      String.raw`a nameE'\';b;`,
      [String.raw`a namee '\'`, 'b'],
    ],
    ['not in a name', `a "x;""y";b;`, [`a "x;""y"`, 'b']],
    ['not in a dollar quote', `a $$x;\n$1 '$$;b;`, [`a '...'`, 'b']],
    ['not in a tagged one', `a $t$ ; $$ ; $u$ $t$;b;`, [`a '...'`, 'b']],
    ['a dollar within a name is none', `a x$$;b$$;`, ['a x$$', 'b$$']],
    ['nor is a parameter', 'a $1$$;$$;', [`a $ 1 '...'`]],
    ['not in a comment', 'a -- x;\n+ /* ; /* ; */ ; */ b;', ['a + b']],
    ['a carriage return ends a comment', '-- x\ra;', ['a']],
    ['not in parentheses', 'a (x; (y;) ;) ;b;', ['a ( x ; ( y ; ) ; )', 'b']],
    [
      'not before END',
      'create function f() begin atomic x; case y; end; z; end;b;',
      ['create function f ( ) begin atomic x ; case y ; end ; z ; end', 'b'],
    ],
    [
      'BEGIN elsewhere is a statement',
      'begin;create table t();end;',
      ['begin', 'create table t ( )', 'end'],
    ],
    [
      'rows of an INSERT come one at a time',
      `insert into a (b) values (1, ')'),\n((2), E'\\\\');insert into a default values;`,
      [
        `row ( 1 , ')' )`,
        `row ( ( 2 ) , '...' )`,
        'insert into a ( b ) values',
        'insert into a default values',
      ],
    ],
    ['a command ends with its line', 'a;\\b c; d\ne;', ['a', '\\b c; d', 'e']],
  ])('%s', (_, text, expected) => {
    expect(parts(text)).toEqual(expected)
  })

  test('with standard_conforming_strings off a backslash escapes', () => {
    expect(parts(String.raw`a '\';\\';b;`, { backslashEscapes: true })).toEqual([`a '...'`, 'b'])
  })

  test('what a statement says about reading holds from the next one on its line', () => {
    const scanner = new SqlScanner()
    const found: string[] = []
    for (const part of scanner.scanLine(String.raw`off; a '\';'; b;`, 1)) {
      scanner.backslashEscapes = true
      found.push(part.kind === 'statement' ? tokensText(part.tokens) : '')
    }
    expect(found).toEqual(['off', `a '...'`, 'b'])
  })
})

test('a part knows its line, and whether a statement is open', () => {
  expect(scan('\n/*\n*/a\n;\nb \\c')).toEqual([
    { kind: 'statement', line: 3, tokens: [{ kind: 'word', value: 'a' }] },
    { kind: 'command', line: 5, text: 'c', insideStatement: true },
  ])
})

test.each([
  ['a;\nb', 2],
  [`a;\n\n'x`, 3],
  ['a $$\n;', 1],
  ['/* /* */', 1],
  ['a ( ;', 1],
  ['a; -- b', undefined],
  ['', undefined],
])('%j is unfinished since line %s', (text, line) => {
  expect(unfinished(text)).toBe(line)
})

test('of a statement of any size only the beginning is kept', () => {
  const lines = Array.from({ length: 3_000 }, () => `'${'x'.repeat(1_000)}'`)
  const [part] = scan(`a ${lines.join('\n+ ')};`)
  expect(part?.kind === 'statement' && tokensText(part.tokens).length).toBeLessThan(1_100_000)
  expect(scan(`a $$${lines.join('\n')}$$;`)).toHaveLength(1)
})

/** A piece of a statement as written, and as it is found. */
type Piece = { written: string; found: string }

const letters = fc.string({ unit: fc.constantFrom(...`ab'"$\\;()-/*\n\u00E9`), maxLength: 8 })
const tag = fc.constantFrom('$$', '$t$', '$a_1$')
const comment = letters.map((text) => text.replaceAll(/[*/]/g, ''))
const piece: fc.Arbitrary<Piece> = fc.oneof(
  fc
    .constantFrom('a', 'select', 'e', 'end', '7', '+')
    .map((word) => ({ written: word, found: word })),
  letters.map((text) => {
    const quoted = `'${text.replaceAll("'", "''")}'`
    return { written: quoted, found: quoted }
  }),
  letters.map((text) => {
    const quoted = `"${text.replaceAll('"', '""')}"`
    return { written: quoted, found: quoted }
  }),
  letters.map((text) => ({
    written: `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
    found: `'...'`,
  })),
  fc.tuple(tag, letters).map(([quote, text]) => ({
    written: `${quote}${text.replaceAll('$', '')}${quote}`,
    found: `'...'`,
  })),
  comment.map((text) => ({ written: `/*${text}/* ; */${text}*/`, found: '' })),
  comment.map((text) => ({ written: `--${text.replaceAll('\n', '')}\n`, found: '' })),
)
const statement = fc.array(piece, { minLength: 1, maxLength: 6 })

test('finds every piece of random statements', () => {
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 5 }), (statements) => {
      const text = statements
        .map((pieces) => `${pieces.map(({ written }) => written).join(' ')} ;`)
        .join('\n')
      const expected = statements
        .map((pieces) => pieces.flatMap(({ found }) => (found === '' ? [] : [found])).join(' '))
        .filter((found) => found !== '')
      expect(parts(text)).toEqual(expected)
    }),
  )
})
