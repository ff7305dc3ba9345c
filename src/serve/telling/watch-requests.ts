import type { FinishedRequest, RequestObserver } from '../../http/metrics/http-metrics.ts'
import type { Trouble } from '../../notify/troubles/trouble.ts'

/** Counts requests as before, and notes those that were answered with an error of ours (notifications.md 6.1). */
export function watchRequests<Observer extends RequestObserver>(
  observer: Observer,
  note: (trouble: Trouble) => void,
): Observer {
  // not a copy, in which a count of now would stay as it is
  const watching = Object.create(observer) as Observer
  watching.requestFinished = (request) => {
    observer.requestFinished(request)
    // a list that broke off had a good status already
    if (request.status >= 500 || request.errorCode === 'internal') note(troubleOf(request))
  }
  return watching
}

/** Neither path nor query nor body: nobody knows what is in them. */
function troubleOf({ status, errorCode, method, template, requestId }: FinishedRequest): Trouble {
  return {
    type: 'server.error',
    status,
    code: errorCode ?? 'none',
    method: method ?? 'unreadable',
    route: template ?? 'none',
    requestId,
  }
}
