/**
 * After so long a silence either side asks whether the other is still there, again and again. Writers wait for as long as a
 * statement takes: of a server that vanished, or to which the way did, nobody else would ever tell them.
 */
export const silenceSeconds = 10

/**
 * The server's side of it, for a session whose locks others wait for: a host that vanished without a word is noticed by the server
 * after half a minute, not two hours.
 */
export const keepalivesSql = `set tcp_keepalives_idle = ${silenceSeconds}; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4`
