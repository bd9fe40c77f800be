// Owns: the list of executions, page by page.

import type { Instant } from '../../core/model/ids.ts';
import type { Activity, AlpacaClient } from './alpaca-client.ts';
import { ACTIVITY_PAGE, ACTIVITY_PAGES_MAX } from './alpaca-limits.ts';

/** In the order in which they happened. False: there are more of them than are read. Throws as the client does. */
export async function readActivities(
  client: AlpacaClient,
  from: Instant,
  use: (activity: Activity, at: Instant) => void,
): Promise<boolean> {
  let pageToken: string | undefined;
  for (let page = 0; page < ACTIVITY_PAGES_MAX; page += 1) {
    const activities = await client.executions({
      after: new Date(from),
      pageSize: ACTIVITY_PAGE,
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    for (const activity of activities) use(activity, activity.transactionTime?.getTime() ?? 0);
    const last = activities.at(-1)?.id;
    if (activities.length < ACTIVITY_PAGE || last === undefined) return true;
    pageToken = last;
  }
  return false;
}
