import { isRestored } from '../restored-tables.ts'

// Each reads the text of a statement, with one space between any two tokens.

const named = String.raw`((?:\S+ \. )?\S+)`
const trigger = new RegExp(
  `^create (?:or replace )?(?:(?:constraint )?trigger .*? on|rule .*? to) ${named}(?: |$)`,
  's',
)
const alteration = new RegExp(`^alter table (?:if exists )?(?:only )?${named} (.*)$`, 's')
const removal = /^drop table (?:if exists )?(.*?)(?: cascade| restrict)?$/s
const removalOfAll = /^(?:truncate|drop owned|drop schema (?:if exists )?public)(?: |$)/

/** What pg_dump does to a table besides making it: owner, constraints, triggers, storage, defaults. */
const harmless = new RegExp(
  [
    'owner to',
    '(?:add|drop) constraint',
    '(?:no )?force|enable|disable',
    'replica identity|cluster on|reset \\(',
    'set (?:without|logged|unlogged|tablespace|\\()',
    'alter (?:column )?\\S+ (?:set|drop) (?:default|not null)',
    'alter (?:column )?\\S+ (?:set (?:statistics|storage|compression|\\()|reset \\(|add generated)',
  ]
    .map((action) => `^(?:${action})`)
    .join('|'),
)

/** The table of ours that gets a trigger or rule, which may change the rows that come later. */
export function tableWithTrigger(text: string): string | undefined {
  return ours(trigger.exec(text)?.[1])
}

/** The table of ours that gets another name or other columns. */
export function alteredTable(text: string): string | undefined {
  const [, altered, action = ''] = alteration.exec(text) ?? []
  return harmless.test(action) ? undefined : ours(altered)
}

/** The tables of ours that lose their rows, or `all`. */
export function emptiedTables(text: string): readonly string[] | 'all' {
  if (removalOfAll.test(text)) return 'all'
  const removed = removal.exec(text)?.[1]?.split(' , ') ?? []
  return removed.flatMap((name) => ours(name) ?? [])
}

function ours(written: string | undefined): string | undefined {
  const names = written?.split(' . ').map((name) => name.replaceAll('"', '')) ?? []
  const [table = '', schema = 'public'] = names.toReversed()
  return isRestored({ schema, table }) ? table : undefined
}
