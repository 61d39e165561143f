import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextAttempt } from "../../src/deliveries/next-attempt.ts";
import { newSecret, signDelivery } from "../../src/deliveries/sign-delivery.ts";
import { secretFault } from "../../src/hooks/secret-fault.ts";

const day = 86_400_000;

/** The pauses between tries that all fail at once, in seconds. */
function pauses(random: () => number, retryAfter: number | null = null): number[] {
  const found: number[] = [];
  let now = 1_000_000;
  for (let attempts = 1; attempts < 100; attempts += 1) {
    const at = nextAttempt({ first: 1_000_000, attempts, retryAfterSeconds: retryAfter, now, random });
    if (at === null) break;
    found.push((at - now) / 1000);
    now = at;
  }
  return found;
}

describe("nextAttempt", () => {
  test("goes from seconds to hours, and ends a day after the first try", () => {
    const expected = [5, 30, 120, 600, 1800, 3600, 10_800, 21_600, 43_200, 4645];
    expect(pauses(() => 0)).toEqual(expected);
    expect(pauses(() => 0).reduce((sum, one) => sum + one, 0)).toBe(day / 1000);
  });

  test("is later by chance, and by up to a fifth", () => {
    expect(pauses(() => 0.5).slice(0, 3)).toEqual([5.5, 33, 132]);
  });

  test("waits as long as its receiver asks, within the day", () => {
    expect(pauses(() => 0, 60).slice(0, 4)).toEqual([60, 60, 120, 600]);
    expect(pauses(() => 0, 1e9)).toEqual([86_400]);
  });

  test("is always later than now, never later than a day after the first try, and comes to an end", () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const asked = fc.option(fc.nat());
    const failed = fc.record({
      first: fc.nat(1e9),
      attempts: fc.integer({ min: 1, max: 1000 }),
      retryAfterSeconds: asked,
    });
    const property = fc.property(failed, fc.nat(2e8), chance, (delivery, after, random) => {
      const now = delivery.first + after;
      const at = nextAttempt({ ...delivery, now, random: () => random });
      return at === null ? after >= day : at > now && at <= delivery.first + day;
    });
    expect(() => fc.assert(property)).not.toThrow();
  });
});

test("a new secret is one that is taken, and never the same", () => {
  expect(secretFault("standard-webhooks", newSecret())).toBeNull();
  expect(newSecret()).not.toBe(newSecret());
});

test("signs as Standard Webhooks' published example does, once for each secret", () => {
  const delivery = {
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    body: '{"test": 2432232314}',
    now: 1_614_265_330_999,
  };
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  expect(signDelivery({ ...delivery, secrets: [secret, secret] })).toEqual({
    "webhook-id": delivery.id,
    "webhook-timestamp": "1614265330",
    "webhook-signature": `${signature} ${signature}`,
  });
});
