import type { Migration } from 'kysely/migration'
import * as kcidbTables from './20261125T0900-kcidb-tables.ts'
import * as kcidbIndexes from './20261125T0901-kcidb-indexes.ts'
import * as hardwareRegistry from './20261125T0902-hardware-registry.ts'
import * as rollupDictionaries from './20261125T0903-rollup-dictionaries.ts'
import * as rollupFacts from './20261125T0904-rollup-facts.ts'
import * as rollupCounts from './20261125T0905-rollup-counts.ts'
import * as scopeVersions from './20261125T0906-scope-versions.ts'
import * as firstNonNull from './20261125T0907-first-non-null.ts'
import * as referenceViews from './20261125T0910-reference-views.ts'
import * as arrivalAndSpans from './20261128T0900-arrival-and-spans.ts'
import * as daySums from './20261128T0901-day-sums.ts'
import * as checkoutOrigins from './20261128T0902-checkout-origins.ts'
import * as issueTrees from './20261128T0903-issue-trees.ts'
import * as readingIndexes from './20261128T0904-reading-indexes.ts'
import * as lastTests from './20261128T0905-last-tests.ts'
import * as issueArrivals from './20261129T0900-issue-arrivals.ts'
import * as submitterTokens from './20261129T0910-submitter-tokens.ts'
import * as spoolClaims from './20261129T1200-spool-claims.ts'
import * as waitingExcerpts from './20261129T1400-waiting-excerpts.ts'
import * as auditEvent from './20261129T1500-audit-event.ts'
import * as jobRuns from './20261129T1510-job-runs.ts'
import * as copyPositions from './20261129T1600-copy-positions.ts'
import * as incidentListIndexes from './20261130T1600-incident-list-indexes.ts'
import * as incidentArrivals from './20261130T1650-incident-arrivals.ts'
import * as reportLedger from './20261130T1700-report-ledger.ts'
import * as notices from './20261130T1816-notices.ts'
import * as revisionScopes from './20261130T1942-revision-scopes.ts'
import * as copiesWithoutEnd from './20261130T2010-copies-without-end.ts'
import * as countedUnder from './20261201T0400-counted-under.ts'

/** Every migration by name, listed so that none is forgotten; the names sort in order of time. */
export const appMigrations: Record<string, Migration> = {
  '20261125T0900-kcidb-tables': kcidbTables,
  '20261125T0901-kcidb-indexes': kcidbIndexes,
  '20261125T0902-hardware-registry': hardwareRegistry,
  '20261125T0903-rollup-dictionaries': rollupDictionaries,
  '20261125T0904-rollup-facts': rollupFacts,
  '20261125T0905-rollup-counts': rollupCounts,
  '20261125T0906-scope-versions': scopeVersions,
  '20261125T0907-first-non-null': firstNonNull,
  '20261125T0910-reference-views': referenceViews,
  '20261128T0900-arrival-and-spans': arrivalAndSpans,
  '20261128T0901-day-sums': daySums,
  '20261128T0902-checkout-origins': checkoutOrigins,
  '20261128T0903-issue-trees': issueTrees,
  '20261128T0904-reading-indexes': readingIndexes,
  '20261128T0905-last-tests': lastTests,
  '20261129T0900-issue-arrivals': issueArrivals,
  '20261129T0910-submitter-tokens': submitterTokens,
  '20261129T1200-spool-claims': spoolClaims,
  '20261129T1400-waiting-excerpts': waitingExcerpts,
  '20261129T1500-audit-event': auditEvent,
  '20261129T1510-job-runs': jobRuns,
  '20261129T1600-copy-positions': copyPositions,
  '20261130T1600-incident-list-indexes': incidentListIndexes,
  '20261130T1650-incident-arrivals': incidentArrivals,
  '20261130T1700-report-ledger': reportLedger,
  '20261130T1816-notices': notices,
  '20261130T1942-revision-scopes': revisionScopes,
  '20261130T2010-copies-without-end': copiesWithoutEnd,
  '20261201T0400-counted-under': countedUnder,
}
