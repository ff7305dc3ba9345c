import {
  addDimensionsSql,
  addHardwareSql,
  addIssueKeysSql,
  addLabsSql,
  addPathsSql,
} from '../dictionaries/dictionaries.ts'
import { hashSql, hwHashSql } from '../contribution/fact-sql.ts'
import { addTreesSql, treeColumns, treeHashSql } from '../dictionaries/trees.ts'
import { correctStep, type RebuildStep } from './rebuild-step.ts'

/** Numbers are not known yet: the roll-up of a batch looks them up while it reads its tests. */
const unnumbered = `(select *, null::integer as dim_id, null::integer as path_id from rebuilt_dim)`
const unnumberedPaths = `(select *, null::integer as path_id from rebuilt_path)`

/**
 * Dictionary rows for the tests in `rebuilt_test`, and for all incidents and checkouts. Numbers that exist stay, because readers and the
 * facts of other tests hold them; a row whose text is not that of its hash is set right.
 */
export function dictionarySteps(): RebuildStep[] {
  return [...hardwareAndDimensionSteps(), ...pathSteps(), issueKeyStep(), ...treeSteps()]
}

function hardwareAndDimensionSteps(): RebuildStep[] {
  return [
    {
      name: 'read dimensions',
      sql: `create temporary table rebuilt_dim on commit drop as
        select distinct on (dim_hash)
          dim_hash, path_hash, origin, kind, platform, compatible, lab
        from rebuilt_test order by dim_hash`,
    },
    { name: 'add to hw_key', sql: addHardwareSql(unnumbered) },
    correctStep(
      { table: 'hw_key', key: ['hash'], values: ['origin', 'platform', 'compatible'] },
      `(${hardwareGroup('compatible')} union ${hardwareGroup('null::text[]')})`,
    ),
    { name: 'add to lab', sql: addLabsSql(unnumbered) },
    correctStep(
      { table: 'lab', key: ['hash'], values: ['lab'] },
      `(select distinct ${hashSql('lab')} as hash, lab from rebuilt_dim where lab is not null)`,
    ),
    { name: 'add to dim', sql: addDimensionsSql(unnumbered) },
    correctStep(
      {
        table: 'dim',
        key: ['hash'],
        values: ['origin', 'kind', 'platform', 'compatible', 'lab', 'hw_id', 'pl_id', 'lab_id'],
      },
      `(select r.dim_hash as hash, r.origin, r.kind, r.platform, r.compatible, r.lab,
          h.hw_id, p.hw_id as pl_id, l.lab_id
        from rebuilt_dim r
        left join hw_key h on h.hash = ${hwHashSql('r.origin', 'r.platform', 'r.compatible')}
        left join hw_key p on p.hash = ${hwHashSql('r.origin', 'r.platform', 'null::text[]')}
        left join lab l on l.hash = ${hashSql('r.lab')})`,
    ),
  ]
}

function hardwareGroup(compatible: string): string {
  return `select ${hwHashSql('origin', 'platform', compatible)} as hash,
    origin, platform, ${compatible} as compatible
    from rebuilt_dim where platform is not null`
}

function pathSteps(): RebuildStep[] {
  return [
    {
      name: 'read paths',
      sql: `create temporary table rebuilt_path on commit drop as
        select distinct on (path_hash) path_hash, path
        from rebuilt_test where path_hash is not null order by path_hash`,
    },
    { name: 'add to path', sql: addPathsSql(unnumberedPaths) },
    correctStep(
      { table: 'path', key: ['hash'], values: ['path'] },
      `(select path_hash as hash, path from rebuilt_path)`,
    ),
  ]
}

function issueKeyStep(): RebuildStep {
  return { name: 'add to issue_key', sql: addIssueKeysSql('incidents') }
}

function treeSteps(): RebuildStep[] {
  return [
    { name: 'add to tree', sql: addTreesSql('checkouts c') },
    correctStep(
      { table: 'tree', key: ['hash'], values: [...treeColumns] },
      `(select distinct ${treeHashSql('c')} as hash, ${treeColumns.join(', ')} from checkouts c)`,
    ),
  ]
}
