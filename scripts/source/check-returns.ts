/**
 * Checks that no promise is returned from where a `using` holds something, unless it is awaited: files were lost
 * when the name that one was promised was free again before it had moved there. Without types, which would take
 * 9 s of processor time and not two. A run that looked at next to nothing is a failure too.
 */
import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { scriptCommand } from '../command/script-command.ts'
import { describeProblems, problemAt } from './citations/problem.ts'
import { declaredFunctions } from './returns/declared-functions.ts'
import { findEarlyReturns } from './returns/find-early-returns.ts'

scriptCommand(
  'check-returns',
  'Check that what `using` holds is held until a promise is kept',
).parse()

const fewestFiles = 100

const places = '{src,scripts,migrations-app,migrations-cache}/**/*.ts'
const isTest = /\.(?:test|it)\.ts$/
const files = globSync(places).flatMap((path) => {
  const text = readFileSync(path, 'utf8')
  const isHolding = /\busing \w/.test(text)
  // what a test declares nobody else calls
  if (!isHolding && (isTest.test(path) || !/\basync\b|\bPromise/.test(text))) return []
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  return { path, text, tree, isHolding, functions: declaredFunctions(tree) }
})
const declared = files.flatMap(({ functions }) => [...functions])
const promising = new Set(declared.flatMap(([name, givesPromise]) => (givesPromise ? [name] : [])))
for (const ofPromises of ['then', 'catch', 'finally']) promising.add(ofPromises)
const holding = files.filter(({ isHolding }) => isHolding)
const problems = holding.flatMap((file) => {
  // what a file declares itself is what it calls
  const isPromising = (name: string) => file.functions.get(name) ?? promising.has(name)
  return findEarlyReturns(file.tree, isPromising).map((at) =>
    problemAt(file, at, 'what `using` holds is given back before this promise is kept: await it'),
  )
})
for (const line of describeProblems(problems)) console.error(line)
if (holding.length < fewestFiles) console.error(`only ${holding.length} files hold anything`)
process.exitCode = problems.length > 0 || holding.length < fewestFiles ? 1 : 0
