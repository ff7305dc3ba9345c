import type { HttpApp, HttpDependencies } from './http-app.ts'
import { mountBuildDetails } from './routes/build/details.ts'
import { mountBuildIssues } from './routes/build/issues.ts'
import { mountBuildTests } from './routes/build/tests.ts'
import { mountHardwareByRevision } from './routes/hardware/by-revision.ts'
import { mountHardwareCommitHistory } from './routes/hardware/commit-history.ts'
import { mountHardwareListing } from './routes/hardware/listing.ts'
import { mountHardwareSelectors } from './routes/hardware/selectors.ts'
import { mountHardwareBoots } from './routes/hardware/details/boots.ts'
import { mountHardwareBuilds } from './routes/hardware/details/builds.ts'
import { mountHardwareFull } from './routes/hardware/details/full.ts'
import { mountHardwareSummary } from './routes/hardware/details/summary.ts'
import { mountHardwareTests } from './routes/hardware/details/tests.ts'
import { mountIssueBuilds } from './routes/issue/builds.ts'
import { mountIssueDetails } from './routes/issue/details.ts'
import { mountIssueExtras } from './routes/issue/extras.ts'
import { mountIssueListing } from './routes/issue/listing.ts'
import { mountIssueTests } from './routes/issue/tests.ts'
import { mountMetrics } from './routes/metrics/metrics.ts'
import { mountOrigins } from './routes/origins/listing.ts'
import { mountLogDownloader } from './routes/log/downloader.ts'
import { mountExcerpt } from './routes/log/excerpt.ts'
import { mountProxy } from './routes/log/proxy.ts'
import { describeHeaders } from './routes/described-headers.ts'
import { describeFailures } from './routes/failures.ts'
import { mountSchemaDocument } from './routes/schema/document.ts'
import { mountRedoc } from './routes/schema/redoc.ts'
import { mountSwaggerUi } from './routes/schema/swagger-ui.ts'
import { mountHealthz } from './routes/service/healthz.ts'
import { mountLandingPage } from './routes/service/landing-page.ts'
import { mountReadyz } from './routes/service/readyz.ts'
import { mountTestDetails } from './routes/test/details.ts'
import { mountTestIssues } from './routes/test/issues.ts'
import { mountTestStatusHistory } from './routes/test/status-history.ts'
import { mountTreeBoots } from './routes/tree/boots.ts'
import { mountTreeBuilds } from './routes/tree/builds.ts'
import { mountTreeCommits } from './routes/tree/commits.ts'
import { mountTreeCommitsHistory } from './routes/tree/commits-history.ts'
import { mountTreeCommitsList } from './routes/tree/commits-list.ts'
import { mountTreeCompareBoots } from './routes/tree/compare/boots.ts'
import { mountTreeCompareBuilds } from './routes/tree/compare/builds.ts'
import { mountTreeCompare } from './routes/tree/compare/summary.ts'
import { mountTreeCompareTests } from './routes/tree/compare/tests.ts'
import { mountTreeFull } from './routes/tree/full.ts'
import { mountTreeLatest } from './routes/tree/latest.ts'
import { mountTreeListing } from './routes/tree/listing.ts'
import { mountTreeReport } from './routes/tree/report.ts'
import { mountTreeSummary } from './routes/tree/summary.ts'
import { mountTreeTests } from './routes/tree/tests.ts'

/** Every route, one line each; the first whose path fits answers (api-misc.md 1.1). */
const mounts: readonly ((app: HttpApp, dependencies: HttpDependencies) => void)[] = [
  mountTestStatusHistory,
  mountTestDetails,
  mountTreeListing,
  mountTreeCompare,
  mountTreeCompareBuilds,
  mountTreeCompareBoots,
  mountTreeCompareTests,
  mountTreeFull,
  mountTreeSummary,
  mountTreeBuilds,
  mountTreeBoots,
  mountTreeTests,
  mountTreeCommits,
  mountTreeCommitsHistory,
  mountTreeCommitsList,
  mountTreeLatest,
  mountTreeReport,
  mountHardwareFull,
  mountHardwareSummary,
  mountHardwareBuilds,
  mountHardwareBoots,
  mountHardwareTests,
  mountBuildDetails,
  mountBuildTests,
  mountBuildIssues,
  mountTestIssues,
  mountHardwareSelectors,
  mountHardwareCommitHistory,
  mountHardwareListing,
  mountHardwareByRevision,
  mountIssueListing,
  mountIssueExtras,
  mountIssueDetails,
  mountIssueTests,
  mountIssueBuilds,
  mountSchemaDocument,
  mountSwaggerUi,
  mountRedoc,
  mountLogDownloader,
  mountProxy,
  mountExcerpt,
  mountOrigins,
  mountMetrics,
  mountLandingPage,
  mountHealthz,
  mountReadyz,
]

/** Gives an application all routes. */
export function mountRoutes(app: HttpApp, dependencies: HttpDependencies): void {
  describeHeaders(app)
  describeFailures(app)
  for (const mount of mounts) mount(app, dependencies)
}
