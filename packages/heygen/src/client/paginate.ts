import type { z } from "zod";
import type { Endpoint, RequestOf, ResponseOf } from "../api/endpoint.ts";
import { HeyGenError } from "../errors.ts";
import type { CallOptions, HeyGenClient } from "./client.ts";

/** An endpoint that answers page by page. */
export type ListEndpoint = Endpoint & {
  readonly response: z.ZodType<{
    readonly data: readonly unknown[];
    readonly next_token?: string | null | undefined;
  }>;
};

/** What a list endpoint lists. */
export type ItemOf<E extends ListEndpoint> = ResponseOf<E>["data"][number];

/** Every item of a list, page after page, fetched as they are asked for. */
export async function* paginate<E extends ListEndpoint>(
  client: HeyGenClient,
  endpoint: E,
  request: RequestOf<E> & CallOptions,
): AsyncGenerator<ItemOf<E>, void> {
  const seen = new Set<string>();
  const { query } = request as unknown as { readonly query?: object };
  for (let token: string | undefined; ;) {
    const page = await client.call(
      endpoint,
      { ...request, query: { ...query, ...(token && { token }) } },
      request,
    );
    const { data, has_more: more, next_token: next } = page as PageAnswer<E>;
    yield* data;
    if (more === false || !next) return;
    if (seen.has(next)) {
      throw new HeyGenError("unexpected-answer", `GET ${endpoint.path}: HeyGen gave the same page twice.`);
    }
    seen.add(next);
    token = next;
  }
}

interface PageAnswer<E extends ListEndpoint> {
  readonly data: ReadonlyArray<ItemOf<E>>;
  readonly has_more?: boolean;
  readonly next_token?: string | null;
}
