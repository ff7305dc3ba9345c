import { isRestored } from '../restored-tables.ts'

// All patterns match the text of a statement with one space between any two tokens (`tokensText`).

const named = String.raw`((?:\S+ \. )?\S+)`
const trigger = new RegExp(
  `^create (?:or replace )?(?:(?:constraint )?trigger .*? on|rule .*? to) ${named}(?: |$)`,
  's',
)
const alteration = new RegExp(`^alter table (?:if exists )?(?:only )?${named} (.*)$`, 's')
const removal = /^drop table (?:if exists )?(.*?)(?: cascade| restrict)?$/s
const removalOfAll = /^(?:truncate|drop owned|drop schema (?:if exists )?public)(?: |$)/

/** How pg_dump alters tables: owner, constraints, triggers, storage, defaults. */
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

/** Which of our tables gets a trigger or rule by this statement, if any; that may change later rows. */
export function tableWithTrigger(text: string): string | undefined {
  return ours(trigger.exec(text)?.[1])
}

/** Which of our tables gets another name or other columns by this statement, if any. */
export function alteredTable(text: string): string | undefined {
  const [, altered, action = ''] = alteration.exec(text) ?? []
  return harmless.test(action) ? undefined : ours(altered)
}

/** Which of our tables lose their rows by this statement; `all` for every table. */
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
