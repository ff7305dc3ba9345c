/**
 * What docker-compose.yml takes from the same `.env` for itself, its images and other programs: whoever follows
 * docs/operations/containers.md is not to be told of mistakes.
 */
export const ofCompose: ReadonlySet<string> = new Set([
  'GRAFANA_PASSWORD',
  'GRAFANA_PORT',
  'PROMETHEUS_PORT',
  'TREELINE_IMAGE',
])

const portsOfCompose = 'docker-compose.yml opens PORT, METRICS_PORT and RECEIVER_PORT'
const imageOfCompose = 'the image is TREELINE_IMAGE'
const ofTheProxy = 'the proxy in front serves the frontend, ends TLS and keeps robots out'
const testsHaveTheirOwn = 'tests start a server of their own, or use TEST_DATABASE_URL'

/**
 * Variables of the reference (reference/operations.md 3) that mean nothing here, each with what to know
 * instead: settings that are carried over should not be taken for mistakes, nor for obeyed.
 */
export const withoutEffect: ReadonlyMap<string, string> = new Map([
  ['DJANGO_SECRET_KEY', 'there are no sessions'],
  ['ALLOWED_HOSTS', 'every Host is answered alike; the proxy in front may refuse some'],
  ['REDIS_HOST', 'there is no Redis; the cache is a file in DATA_DIR'],
  ['REDIS_PORT', 'there is no Redis'],
  ['REDIS_DB', 'there is no Redis'],
  ['REDIS_PASSWORD', 'there is no Redis'],
  ['DB_ENGINE', 'every statement is measured'],
  ['DB_CONN_MAX_AGE', 'connections are pooled: DB_POOL_SIZE'],
  ['DB_CONN_HEALTH_CHECKS', 'a lost connection is replaced'],
  ['APP_DB', 'there is one database: DB_NAME'],
  ['APP_DB_USER', 'roles are made by whoever runs the server'],
  ['DB_PORT_PUBLISHED', portsOfCompose],
  ['BACKEND_VOLUME_DIR', 'local files lie in DATA_DIR'],
  ['INGESTER_SPOOL_DIR', 'the spool is DATA_DIR/spool, or what `ingest --spool-dir` names'],
  ['CRONTAB_COMMAND_SUFFIX', 'jobs run inside the program'],
  [
    'HEALTHCHECK_ID_DELETE_UNUSED_HARDWARE_STATUS',
    'derived rows go with their checkout; there is no such job',
  ],
  ['EXTERNAL_PROM_METRICS_PORT', portsOfCompose],
  ['PROMETHEUS_MULTIPROC_DIR', 'each process has its own METRICS_PORT'],
  [
    'PENDING_AGGREGATIONS_METRICS_PORT',
    'sums are made when rows are written; no process of its own',
  ],
  ['PROCESS_PENDING_MAX_RETRIES', 'sums are made when rows are written'],
  ['VERBOSE', 'LOG_LEVEL says what is logged'],
  ['INGEST_FILES_BATCH_SIZE', 'batches find their size themselves'],
  ['INGEST_CYCLE_BATCH_SIZE', 'batches find their size themselves'],
  ['INGEST_BATCH_SIZE', 'batches find their size themselves'],
  ['INGEST_QUEUE_MAXSIZE', 'batches find their size themselves'],
  ['INGEST_FLUSH_TIMEOUT_SEC', 'batches find their size themselves'],
  ['KCIDB_IO_HEAVY_ASSERTS', 'every document is validated'],
  ['PYTHONOPTIMIZE', 'there is no Python'],
  ['PYTHONUNBUFFERED', 'there is no Python'],
  ['TEST_BASE_URL', testsHaveTheirOwn],
  ['TEST_DB_HOST', testsHaveTheirOwn],
  ['TEST_DB_PORT', testsHaveTheirOwn],
  ['IMAGE_REGISTRY', imageOfCompose],
  ['IMAGE_OWNER', imageOfCompose],
  ['IMAGE_REPOSITORY', imageOfCompose],
  ['IMAGE_TAG', imageOfCompose],
  ['DASHBOARD_VERSION', ofTheProxy],
  ['PROXY_TARGET', ofTheProxy],
  ['STAGING_EXTERNAL_HTTP_PORT', ofTheProxy],
  ['EXTERNAL_HTTP_PORT', ofTheProxy],
  ['EXTERNAL_HTTPS_PORT', ofTheProxy],
  ['SSL_CHAIN_FILE', ofTheProxy],
  ['SSL_KEY_FILE', ofTheProxy],
  ['CERTBOT_DOMAIN', ofTheProxy],
  ['CERTBOT_EMAIL', ofTheProxy],
  ['ACME_WEBROOT', ofTheProxy],
  ['ANUBIS_IMAGE', ofTheProxy],
  ['ANUBIS_COOKIE_SECURE', ofTheProxy],
])
