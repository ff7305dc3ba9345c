/**
 * Checks that whatever code and documents name is there: chapters, sections and oddities, files, links,
 * and commands with their options (docs/contributing.md, Citations). A run that looked at next to nothing
 * is a failure too.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { buildProgram } from '../../src/cli/program.ts'
import { checkCitations } from './citations/check-citations.ts'
import { checkCommands } from './citations/check-commands.ts'
import { checkLinks } from './citations/check-links.ts'
import { checkPaths, fileNamesOf } from './citations/check-paths.ts'
import { findCitations } from './citations/find-citations.ts'
import { Library } from './citations/library.ts'
import { npmScripts } from './citations/npm-scripts.ts'
import { describeProblems } from './citations/problem.ts'
import { readSourceFiles } from './citations/source-files.ts'
import { scriptCommand } from '../command/script-command.ts'

scriptCommand('check-citations', 'Check that whatever code and documents name is there').parse()

const fewestCitations = 300

const files = readSourceFiles()
const library = new Library(files)
const places = {
  exists: existsSync,
  matches: (pattern: string) => globSync(pattern).length > 0,
  fileNames: fileNamesOf(files),
}
const commands = {
  npmScripts: npmScripts(readFileSync('package.json', 'utf8'), files),
  program: await buildProgram(),
}
const problems = describeProblems(
  files.flatMap((file) => [
    ...checkCitations(file, library),
    ...checkLinks(file, library),
    ...checkPaths(file, places),
    ...checkCommands(file, commands),
  ]),
)
const cited = files.flatMap(({ text }) => findCitations(text).citations).length
for (const problem of problems) console.error(problem)
if (cited < fewestCitations) console.error(`only ${cited} citations were looked at`)
process.exitCode = problems.length > 0 || cited < fewestCitations ? 1 : 0
