import type { Endpoint, PathNames, ResponseOf } from "@hyperframes-engine/heygen";
import type { z } from "zod";
import type { Demands } from "../demands.ts";
import type { World } from "../world.ts";

/** A request that was let in and checked. */
interface Call<E extends Endpoint = Endpoint> {
  readonly world: World;
  readonly path: Readonly<Record<PathNames<E["path"]>, string>>;
  /** With defaults. */
  readonly query: E extends { readonly query: infer Q extends z.ZodType }
    ? z.output<Q>
    : Readonly<Record<string, never>>;
  /** With defaults. */
  readonly body: E extends { readonly body: infer B extends z.ZodType } ? z.output<B> : undefined;
  readonly demands: Demands;
}

/** What starting a job needs besides its request. */
export interface JobContext {
  readonly world: World;
  readonly demands: Demands;
  readonly batchId?: string;
}

/** How one endpoint is answered. */
export interface Route {
  readonly endpoint: Endpoint;
  readonly handle: (call: Call) => unknown;
}

/** Pairs an endpoint with its answer, held to its types. */
export function route<E extends Endpoint>(
  endpoint: E,
  handle: (call: Call<E>) => ResponseOf<E> | Promise<ResponseOf<E>>,
): Route {
  return { endpoint, handle };
}
