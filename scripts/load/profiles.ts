import type { Scenario, Threshold } from 'k6/options'

/** How many visitors come, and what must hold meanwhile. */
export type ProfileName = 'smoke' | 'load' | 'spike' | 'soak'

type Profile = { visitors: Scenario; thresholds: Record<string, Threshold[]> }

/**
 * Nothing may fail, whatever comes. The time of an answer is bounded where the machine is known to be able
 * to; in a spike a server may refuse what would wait too long, and what it takes in waits longer.
 */
const allAnswered = { checks: ['rate==1'], http_req_failed: ['rate==0'] }

/** The function of scripts/load/visitor.ts that a visitor goes through. */
const exec = 'visit'

export const profiles: Readonly<Record<ProfileName, Profile>> = {
  smoke: {
    visitors: { executor: 'per-vu-iterations', exec, vus: 1, iterations: 3 },
    thresholds: { ...allAnswered, http_req_duration: ['p(95)<500'] },
  },
  load: {
    visitors: {
      executor: 'ramping-vus',
      exec,
      stages: [
        { duration: '20s', target: 8 },
        { duration: '60s', target: 8 },
        { duration: '5s', target: 0 },
      ],
    },
    thresholds: { ...allAnswered, http_req_duration: ['p(95)<250', 'p(99)<500'] },
  },
  spike: {
    visitors: {
      executor: 'ramping-vus',
      exec,
      stages: [
        { duration: '10s', target: 2 },
        { duration: '5s', target: 200 },
        { duration: '20s', target: 200 },
        { duration: '5s', target: 2 },
        { duration: '10s', target: 2 },
      ],
    },
    thresholds: {
      http_req_failed: ['rate<0.5'],
      'http_req_duration{name:tree listing}': ['p(99)<2000'],
    },
  },
  soak: {
    visitors: { executor: 'constant-vus', exec, vus: 4, duration: '30m' },
    thresholds: { ...allAnswered, http_req_duration: ['p(99)<500'] },
  },
}
