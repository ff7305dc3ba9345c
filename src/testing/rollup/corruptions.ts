/** What goes wrong, the statement that makes it so, and the tables that show it. */
export type Corruption = [what: string, statement: string, tables: string[]]

const ofTests: Corruption[] = [
  [
    'wrong status of a test',
    `update test_fact set status = 3 where test_id = 't1'`,
    ['build_cell', 'checkout_count', 'checkout_hw', 'test_fact'],
  ],
  [
    'wrong time of a test',
    `update test_fact set start_time = now() where test_id = 't2'`,
    ['build_fact', 'checkout_origin', 'test_fact'],
  ],
  [
    'wrong path of a test',
    `update test_fact set path_id = 99999 where test_id = 't2'`,
    ['test_fact'],
  ],
  [
    'wrong day of a test',
    `update test_fact set arrived = arrived + 7 where test_id = 't1'`,
    ['build_lab_day', 'day_dim', 'lab_day', 'test_fact'],
  ],
  [
    'issue of a test lost',
    `update test_fact set issue_ref = 0 where test_id = 't1'`,
    ['build_cell', 'test_fact'],
  ],
  [
    'a fact is missing',
    `delete from test_fact where test_id = 't3'`,
    ['build_cell', 'build_fact', 'checkout_count', 'day_dim', 'test_fact'],
  ],
  [
    'a fact of no test',
    `insert into test_fact select 'ghost', build_ref, dim_id, path_id, issue_ref, status
     from test_fact where test_id = 't1'`,
    ['build_cell', 'build_fact', 'checkout_count', 'checkout_hw', 'test_fact'],
  ],
  [
    'a fact under another build',
    `update test_fact set build_ref = (select build_ref from build_fact where build_id = 'b2')
     where test_id = 't1'`,
    [
      'build_cell',
      'build_fact',
      'build_lab_day',
      'checkout_count',
      'checkout_hw',
      'checkout_origin',
      'lab_day',
      'test_fact',
    ],
  ],
]

const ofBuilds: Corruption[] = [
  [
    'wrong status of a build',
    `update build_fact set status = 2 where build_id = 'b1'`,
    ['build_fact', 'checkout_count', 'checkout_hw'],
  ],
  [
    'wrong lab of a build',
    `update build_fact set lab = 'other' where build_id = 'b1'`,
    ['build_fact'],
  ],
  [
    'wrong day of a build',
    `update build_fact set arrived = null where build_id = 'b1'`,
    ['arrival', 'build_fact'],
  ],
  ['wrong span of a build', `update build_fact set tests_until = now()`, ['build_fact']],
  ['wrong number of timeless tests', `update build_fact set timeless = 9`, ['build_fact']],
  ['a dummy counted as a build', `update build_fact set dummy = false where dummy`, ['build_fact']],
  [
    'a build under another checkout',
    `update build_fact set checkout_id = 'c2' where build_id = 'b1'`,
    ['build_fact', 'checkout_count', 'checkout_hw', 'checkout_origin', 'issue_tree'],
  ],
  [
    'a build is missing',
    `delete from build_fact where build_id = 'b2'`,
    ['arrival', 'build_fact', 'checkout_count', 'test_fact'],
  ],
  [
    'a build of nothing',
    `insert into build_fact (build_id, checkout_id) values ('ghost', 'c1')`,
    ['build_fact', 'checkout_count'],
  ],
]

const ofCounts: Corruption[] = [
  ['wrong count of a cell', `update build_cell set n2 = n2 + 1 where n2 > 0`, ['build_cell']],
  ['a cell is missing', `delete from build_cell where n1 > 0`, ['build_cell']],
  [
    'an empty cell',
    `insert into build_cell (build_ref, dim_id, issue_ref)
     select build_ref, dim_id, 7 from build_cell limit 1`,
    ['build_cell'],
  ],
  [
    'a cell of no build',
    `insert into build_cell (build_ref, dim_id, issue_ref, n1) values (99999, 1, 0, 4)`,
    ['build_cell'],
  ],
  [
    'wrong count of a checkout',
    `update checkout_count set n1 = 5 where kind = 'B'`,
    ['checkout_count'],
  ],
  ['a checkout is missing', `delete from checkout_count where kind = 'b'`, ['checkout_count']],
  [
    'a checkout of nothing',
    `insert into checkout_count values ('ghost', 'B', 1)`,
    ['checkout_count'],
  ],
  ['wrong count of hardware', `update checkout_hw set n2 = 5 where kind = 'b'`, ['checkout_hw']],
  ['hardware is missing', `delete from checkout_hw where kind = 'B'`, ['checkout_hw']],
  ['hardware of no group', `insert into checkout_hw values ('c1', 99999, 't', 1)`, ['checkout_hw']],
  [
    'wrong last build of an origin',
    `update checkout_origin set last_build = now()`,
    ['checkout_origin'],
  ],
  ['an origin is missing', `delete from checkout_origin`, ['checkout_origin']],
  [
    'an origin of nothing',
    `insert into checkout_origin values ('ghost', 'maestro', now())`,
    ['checkout_origin'],
  ],
]

const ofDays: Corruption[] = [
  ['wrong count of a day', `update day_dim set n = n + 1`, ['day_dim']],
  ['a day is missing', `delete from day_dim`, ['day_dim']],
  ['an empty day', `insert into day_dim values (1, 1, 0)`, ['day_dim']],
  ['wrong count of a lab of a build', `update build_lab_day set n = n + 1`, ['build_lab_day']],
  [
    'a day of no lab',
    `insert into build_lab_day select build_ref, 99999, day, n from build_lab_day limit 1`,
    ['build_lab_day'],
  ],
  ['wrong day before a day', `update lab_day set prev = prev - 1 where prev > 0`, ['lab_day']],
  ['a day of a lab is missing', `delete from lab_day`, ['lab_day']],
  [
    'wrong number of arrivals',
    `update arrival set n = n + 1 where what = 'incidents'`,
    ['arrival'],
  ],
  ['arrivals are missing', `delete from arrival where what = 'builds'`, ['arrival']],
]

const ofIncidents: Corruption[] = [
  ['an incident without build', `delete from incident_fact`, ['incident_fact', 'issue_tree']],
  [
    'an incident of another build',
    `update incident_fact set build_ref = (select build_ref from build_fact where build_id = 'b2')`,
    ['incident_fact', 'issue_tree'],
  ],
  [
    'an incident of nothing',
    `insert into incident_fact values ('ghost', 99999, 99999)`,
    ['incident_fact'],
  ],
  ['wrong number of incidents in a tree', `update issue_tree set n = n + 1`, ['issue_tree']],
  ['a tree is missing', `delete from issue_tree`, ['issue_tree']],
  ['a tree of no issue', `insert into issue_tree values (99999, 1, 1)`, ['issue_tree']],
]

const ofDictionaries: Corruption[] = [
  [
    'wrong platform of a dimension',
    `update dim set platform = 'other' where platform = 'p1'`,
    ['checkout_hw', 'dim', 'test_fact'],
  ],
  ['wrong group of a dimension', `update dim set hw_id = pl_id where platform = 'p1'`, ['dim']],
  ['wrong lab of a dimension', `update dim set lab_id = null where lab is not null`, ['dim']],
  [
    'wrong platform of a hardware group',
    `update hw_key set platform = 'other' where platform = 'p1'`,
    ['checkout_hw', 'dim'],
  ],
  ['wrong text of a lab', `update lab set lab = 'other'`, ['build_lab_day', 'dim', 'lab_day']],
  ['wrong text of a path', `update path set path = 'other' where path = 'ltp.a'`, ['test_fact']],
  [
    'wrong issue of a number',
    `update issue_key set version = 2`,
    ['incident_fact', 'issue_tree', 'test_fact'],
  ],
  ['wrong name of a tree', `update tree set tree_name = 'other'`, ['issue_tree']],
]

/** Everything that may be wrong with the derived tables of `verify.it.ts`. */
export const corruptions: Corruption[] = [
  ...ofTests,
  ...ofBuilds,
  ...ofCounts,
  ...ofDays,
  ...ofIncidents,
  ...ofDictionaries,
]
