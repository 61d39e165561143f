import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { maybe, one, real, text, whole } from "./shapes.ts";

const credits = maybe(z.object({ remaining: whole, resets_at: text }));

/** Whose key it is, and what is left to spend. */
export const user = {
  me: {
    get: endpoint("GET /v3/users/me", "Show the account and its balance", {
      response: one(
        z.object({
          username: z.string(),
          email: z.string().nullable(),
          first_name: z.string().nullable(),
          last_name: z.string().nullable(),
          billing_type: maybe(z.enum(["wallet", "subscription", "usage_based"])),
          wallet: maybe(
            z.object({
              currency: z.enum(["usd", "credits"]),
              remaining_balance: real,
              auto_reload: maybe(z.object({ enabled: z.boolean(), amount_usd: real, threshold_usd: real })),
            }),
          ),
          subscription: maybe(
            z.object({
              plan: z.enum(["free", "starter", "creator", "pro", "team", "enterprise", "business_plus"]),
              credits: z.object({ premium_credits: credits, add_on_credits: credits }),
            }),
          ),
          usage_based: maybe(
            z.object({
              spending_current_usd: real,
              spending_cap_usd: real,
              included_credits: real,
              remaining_credits: real,
            }),
          ),
        }),
      ),
    }),
  },
};
