import type { MiddlewareHandler } from "hono";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { KnownKey, Scope } from "../keys/key-ring.ts";
import { scopes } from "../keys/key-ring.ts";
import { Problem } from "./problem.ts";
import type { ApiEnvironment, ServiceParts } from "./service-parts.ts";

/** Who asks where no key is needed. */
const anybody: KnownKey = { id: "key_anybody", name: "anybody", scopes, createdAt: new Date(0) };

/** Lets in who has a key, as often as one may. */
export function authenticate({
  keys,
  limits,
  open,
}: Pick<ServiceParts, "keys" | "limits" | "open">): MiddlewareHandler<ApiEnvironment> {
  const rate = rateLimit(limits.requestsPerMinute);
  return async (context, next) => {
    const header = context.req.header("authorization");
    const secret = header === undefined ? null : /^Bearer +(\S{1,200})$/i.exec(header)?.[1];
    const key = secret ? await keys.find(secret) : null;
    const isOpen = open && header === undefined;
    if (!key && !isOpen)
      throw new Problem("unauthorized", "Send the header Authorization: Bearer with a key of this service.");
    const known = key ?? anybody;
    await rate(known.id);
    context.set("key", known);
    return next();
  };
}

/** Refuses keys that may not do something. */
export function insistOn(key: KnownKey, scope: Scope): void {
  if (key.scopes.includes(scope)) return;
  throw new Problem("forbidden", `This needs a key with the scope "${scope}".`);
}

/** Counts by name, and throws where it is too much. */
export function rateLimit(perMinute: number): (name: string) => Promise<void> {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (name) => {
    try {
      await limiter.consume(name);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new Problem("too-many-requests", `${perMinute} requests a minute are the limit.`, {
        retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)),
      });
    }
  };
}
