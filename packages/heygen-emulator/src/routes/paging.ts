import { badParameter } from "../server/api-fault.ts";

/** One page of a list, with what leads to the next. */
interface ListPage<T> {
  readonly data: T[];
  readonly has_more: boolean;
  readonly next_token: string | null;
}

/** Which page is asked for. */
export interface PageQuery {
  readonly limit: number;
  readonly token?: string | undefined;
}

/** Cuts a page out of a list. A token is the place to go on from, not to be understood. */
export function pageOf<T>(items: readonly T[], query: PageQuery): ListPage<T> {
  const start = query.token === undefined ? 0 : placeOf(query.token);
  const end = start + query.limit;
  const more = end < items.length;
  const token = more ? Buffer.from(`page:${end}`).toString("base64url") : null;
  return { data: items.slice(start, end), has_more: more, next_token: token };
}

/** A list that is never long. */
export function wholeList<T>(items: readonly T[]): ListPage<T> {
  return { data: [...items], has_more: false, next_token: null };
}

function placeOf(token: string): number {
  const match = /^page:(\d{1,9})$/.exec(Buffer.from(token, "base64url").toString("utf8"));
  if (!match) throw badParameter("token", "'token' is not a next_token.");
  return Number(match[1]);
}
