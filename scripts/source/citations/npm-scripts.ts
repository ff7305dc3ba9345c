import type { SourceFile } from './problem.ts'

const ownScript = /\bnode scripts\/([\w/-]+)\.ts$/

/**
 * The scripts of a package.json. One that runs a program of `scripts/` comes with the text of its file and
 * of the folder beside that, where its options are declared; the others with null.
 */
export function npmScripts(
  packageJson: string,
  files: readonly SourceFile[],
): Map<string, string | null> {
  const { scripts } = JSON.parse(packageJson) as { scripts: Record<string, string> }
  return new Map(
    Object.entries(scripts).map(([name, command]) => {
      const script = ownScript.exec(command)?.[1]
      return [name, script === undefined ? null : sourceOf(script, files)]
    }),
  )
}

function sourceOf(script: string, files: readonly SourceFile[]): string {
  return files
    .filter(({ path }) => path === `scripts/${script}.ts` || path.startsWith(`scripts/${script}/`))
    .map(({ text }) => text)
    .join('\n')
}
