/**
 * For a session whose locks others wait for: a host that vanished without a word is noticed by the server after as
 * many seconds, not two hours.
 */
export const keepalivesSql =
  'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4'
