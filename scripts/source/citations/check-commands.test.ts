import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { checkCommands } from './check-commands.ts'
import { npmScripts } from './npm-scripts.ts'

const packageJson = JSON.stringify({
  scripts: {
    test: 'vitest run',
    treeline: 'exec node bin/treeline.js',
    generate: 'exec node scripts/generate.ts',
  },
})
const files = [
  { path: 'scripts/generate.ts', text: '' },
  { path: 'scripts/generate/options.ts', text: "option('--tests <n>')" },
  { path: 'scripts/other.ts', text: "option('--other')" },
]
const program = new Command('treeline')
  .addCommand(
    new Command('migrate')
      .addCommand(new Command('app').argument('[direction]').option('--all'))
      .addCommand(new Command('cache')),
  )
  .addCommand(new Command('serve').option('--role <role>'))

function messagesOf(text: string): string[] {
  const known = { npmScripts: npmScripts(packageJson, files), program }
  return checkCommands({ path: 'docs/page.md', text }, known).map(({ message }) => message)
}

describe('checkCommands', () => {
  it.each([
    '`npm run -s generate -- --tests 5 --help` and `npm run test -- --reporter=json`',
    '`npm run -s treeline -- migrate app|cache [up|down]`',
    '`treeline migrate app up --all`, `serve [--role all\\|api] --help`, `serve`',
    'npm run generate | other --none',
    'treeline is a program; it serves',
  ])('is content with %s', (text) => {
    expect(messagesOf(text)).toEqual([])
  })

  it.each([
    ['npm run none', 'package.json has no script none'],
    ['`npm run -s generate -- --other`', 'generate has no option --other'],
    ['`treeline none`', 'treeline has no command none'],
    ['`npm run -s treeline -- migrate app --none`', 'treeline migrate app has no option --none'],
    ['`migrate none`', 'treeline migrate has no command none'],
    ['`migrate app|none`', 'treeline migrate has no command none'],
    ['`serve [--all]`', 'treeline serve has no option --all'],
  ])('refuses %s', (text, message) => {
    expect(messagesOf(text)).toEqual([message])
  })
})
