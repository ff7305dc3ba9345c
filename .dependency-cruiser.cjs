/** Tests and what they share: they may know whatever they show. */
const forTests = '/testing/|\\.(test|it)\\.ts$'

/** Who may import whom (docs/architecture.md). The check fails when nothing was cruised. */
const layer = (name, from, forbidden, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: forTests },
  to: { path: forbidden },
})

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'a cycle has no beginning to read from',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    layer(
      'domain-imports-nothing',
      '^src/domain',
      '^src/(?!domain)|node_modules|^migrations',
      'pure rules',
    ),
    layer(
      'platform-knows-nothing-of-ours',
      '^src/platform',
      '^src/(?!platform)|^migrations',
      'general tools',
    ),
    layer(
      'config-is-a-leaf',
      '^src/config',
      '^src/(?!config|platform)|^migrations',
      'settings depend on general tools alone',
    ),
    layer(
      'store-below-all',
      '^src/store',
      '^src/(?!store|domain|platform)',
      'tables know no caller',
    ),
    layer(
      'audit-on-store',
      '^src/audit',
      '^src/(?!audit|store|platform)',
      'records, does not know what',
    ),
    layer(
      'rollup-on-store',
      '^src/rollup',
      '^src/(?!rollup|store|domain|platform)',
      'sums know no caller',
    ),
    layer(
      'sums-without-rebuild',
      '^src/rollup/(contribution|dictionaries|session|sums|versions|batch|removal)',
      '^src/rollup/(rebuild|verify)',
      'what computes everything anew must not decide what a batch adds',
    ),
    layer(
      'contribution-without-state',
      '^src/rollup/contribution',
      '^src/rollup/(?!contribution)',
      'what a row counts as hangs on the row alone',
    ),
    layer(
      'ingest-on-rollup',
      '^src/ingest',
      '^src/(?!ingest|rollup|store|domain|platform)',
      'no HTTP, no settings',
    ),
    layer(
      'transfer-on-ingest',
      '^src/transfer',
      '^src/(?!transfer|ingest|rollup|store|domain|platform)',
      'data in and out knows no command',
    ),
    layer(
      'only-commands-transfer',
      '^src/(?!transfer|cli|testing)',
      '^src/transfer',
      'what a service does is ingest',
    ),
    layer(
      'read-and-write-meet-in-tables',
      '^src/read',
      '^src/(?!read|store|domain|platform)',
      'read sees neither ingest nor rollup',
    ),
    layer(
      'receiver-hands-over-files',
      '^src/receiver',
      '^src/(?!receiver|http|ingest|store|config|domain|platform)',
      'what it takes in is read elsewhere',
    ),
    layer(
      'only-the-service-sees-the-receiver',
      '^src/(?!receiver|serve|cli)',
      '^src/receiver',
      'what it uses knows nothing of it',
    ),
    layer(
      'http-cannot-see-store',
      '^src/http',
      '^src/(store|ingest|rollup|cli|context|example-data)',
      'routes ask read',
    ),
    layer(
      'registry-on-store',
      '^src/registry',
      '^src/(?!registry|store|domain|platform)',
      'a job and a command start it',
    ),
    layer(
      'treeproof-on-ingest',
      '^src/treeproof',
      '^src/(?!treeproof|ingest|store|domain|platform)',
      'names are read as ingest reads them',
    ),
    layer(
      'doctor-looks-and-changes-nothing',
      '^src/doctor',
      '^src/(?!doctor|config|registry|store|domain|platform)',
      'no work of the service',
    ),
    layer(
      'prune-on-rollup',
      '^src/prune',
      '^src/(?!prune|rollup|store|domain|platform)',
      'whoever starts it decides what goes',
    ),
    layer(
      'notify-reads-and-tells',
      '^src/notify',
      '^src/(?!notify|read|store|domain|config|platform)',
      'whoever starts it decides when',
    ),
    layer(
      'only-commands-and-jobs-notify',
      '^src/(?!notify|jobs|cli|serve|testing)',
      '^src/notify',
      'what people are told of knows nothing of it',
    ),
    layer(
      'example-data-is-pure',
      '^src/example-data',
      '^src/(?!example-data|domain|platform)',
      'a generator, not a writer',
    ),
    layer(
      'context-below-commands',
      '^src/context',
      '^src/(cli|http|ingest|receiver|rollup|read|example-data)',
      'opens, knows no command',
    ),
    layer(
      'jobs-call-what-they-schedule',
      '^src/jobs',
      '^src/(cli|serve|http|receiver|example-data|main)',
      'run by the service or by command',
    ),
    layer(
      'only-the-service-runs-jobs',
      '^src/(?!jobs|serve|cli|testing)',
      '^src/jobs',
      'what they call knows nothing of them',
    ),
    layer(
      'only-main-sees-commands',
      '^src/(?!cli/|main)',
      '^src/cli',
      'commands start, nobody calls',
    ),
    layer(
      'what-commands-share-knows-none',
      '^src/cli/command/',
      '^src/cli/(?!command/)',
      'whatever is run is opened and explained alike',
    ),
    layer(
      'only-commands-see-the-service',
      '^src/(?!cli/|serve/)',
      '^src/serve',
      'what it runs knows nothing of it',
    ),
    {
      name: 'testing-is-for-tests',
      comment: 'the product must not need what only tests install',
      severity: 'error',
      from: { path: '^src', pathNot: forTests },
      to: { path: '/testing/' },
    },
    {
      name: 'no-development-packages',
      comment: 'the product runs from its dependencies alone',
      severity: 'error',
      from: {
        path: '^(src|migrations-app|migrations-cache)',
        pathNot: forTests,
      },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  },
}
