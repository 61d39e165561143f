import { HookRefusedError } from "../errors.ts";
import type { HookRequest, VerifiedHook, VerifyScheme } from "./hook-request.ts";
import { verifyGithubHook } from "./schemes/verify-github-hook.ts";
import { verifyHeygenHook } from "./schemes/verify-heygen-hook.ts";
import { verifyShopifyHook } from "./schemes/verify-shopify-hook.ts";
import { verifyStandardWebhook } from "./schemes/verify-standard-webhook.ts";
import { verifyStripeHook } from "./schemes/verify-stripe-hook.ts";
import { verifyTokenHook, type TokenHeaders } from "./schemes/verify-token-hook.ts";

const signed = {
  "standard-webhooks": verifyStandardWebhook,
  github: verifyGithubHook,
  stripe: verifyStripeHook,
  shopify: verifyShopifyHook,
  heygen: verifyHeygenHook,
} as const satisfies Readonly<Record<string, VerifyScheme>>;

/** How a hook's sender proves who it is. */
export type HookScheme =
  | { readonly kind: keyof typeof signed }
  | { readonly kind: "token"; readonly headers: TokenHeaders };

/**
 * Checks who has sent a webhook. Answer 401 and nothing else if it is refused.
 *
 * @throws {HookRefusedError} if its sender does not prove who it is.
 */
export function verifyHook(scheme: HookScheme, request: HookRequest): VerifiedHook {
  const secrets = request.secrets.filter((secret) => secret !== "");
  if (secrets.length === 0) throw new HookRefusedError();
  const checked = { ...request, secrets };
  return scheme.kind === "token" ? verifyTokenHook(checked, scheme.headers) : signed[scheme.kind](checked);
}
