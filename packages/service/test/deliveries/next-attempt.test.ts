import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkCallback } from "../../src/deliveries/check-callback.ts";
import { nextAttempt } from "../../src/deliveries/next-attempt.ts";
import { retryAfterSeconds } from "../../src/deliveries/retry-after.ts";
import { newSecret, signDelivery } from "../../src/deliveries/sign-delivery.ts";
import { AddressRefusedError } from "../../src/errors.ts";
import { secretFault } from "../../src/hooks/secret-fault.ts";

const day = 86_400_000;

/** The pauses between tries that all fail at once, in seconds. */
function pauses(random: () => number, retryAfter: number | null = null): number[] {
  const found: number[] = [];
  let now = 1_000_000;
  for (let attempts = 1; attempts < 100; attempts += 1) {
    const at = nextAttempt({ firstAt: 1_000_000, attempts, retryAfterSeconds: retryAfter }, { now, random });
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
      firstAt: fc.nat(1e9),
      attempts: fc.integer({ min: 1, max: 1000 }),
      retryAfterSeconds: asked,
    });
    const property = fc.property(failed, fc.nat(2e8), chance, (delivery, after, random) => {
      const now = delivery.firstAt + after;
      const at = nextAttempt(delivery, { now, random: () => random });
      return at === null ? after >= day : at > now && at <= delivery.firstAt + day;
    });
    expect(() => fc.assert(property)).not.toThrow();
  });
});

describe("retryAfterSeconds", () => {
  const now = Date.UTC(2026, 0, 31, 12, 0, 0);
  test.each([
    [undefined, null],
    ["", null],
    ["120", 120],
    [" 0 ", 0],
    ["-5", null],
    ["1e3", null],
    ["soon", null],
    ["2026", 2026],
    ["99999999999", null],
    ["Sat, 31 Jan 2026 12:01:30 GMT", 90],
    ["Sat, 31 Jan 2026 11:00:00 GMT", 0],
    ["Sat, 99 Xyz 2026 11:00:00 GMT", null],
  ])("reads %s as %s", (header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });
});

describe("checkCallback", () => {
  const strict = { allowPrivate: false, allowHttp: false };
  const refusal = (address: string, rules = strict): string => {
    try {
      checkCallback(address, rules);
    } catch (error) {
      if (error instanceof AddressRefusedError) return error.message;
      throw error;
    }
    return "taken";
  };

  test.each([
    "https://example.com/hook",
    "https://example.com:8443/hook?key=1",
    "https://93.184.215.14/",
    "https://[2606:4700:4700::1111]/",
    "https://bücher.example.com/",
  ])("takes %s", (address) => {
    expect(refusal(address)).toBe("taken");
  });

  test.each([
    ["", "is no address"],
    ["/hook", "is no address"],
    ["https://", "is no address"],
    ["http://example.com/", "must begin with https://."],
    ["ftp://example.com/", "must begin with https://."],
    ["file:///etc/passwd", "is no address"],
    ["javascript:alert(1)", "is no address"],
    ["https://user:secret@example.com/", "must have no user and no password"],
    ["https://user@example.com/", "must have no user and no password"],
    ["https://127.0.0.1/", "127.0.0.1 is an address of this machine"],
    ["https://2130706433/", "127.0.0.1 is an address of this machine"],
    ["https://0x7f.1/", "127.0.0.1 is an address of this machine"],
    ["https://0/", "0.0.0.0 is an address of this machine"],
    ["https://[::1]/", "::1 is an address of this machine"],
    ["https://[::ffff:10.0.0.1]/", "an address of a private network"],
    ["https://169.254.169.254/latest/meta-data", "a link-local address"],
    ["https://localhost/", "localhost is a name of an inner network"],
    ["https://LOCALHOST./", "localhost is a name of an inner network"],
    ["https://api.localhost/", "a name of an inner network"],
    ["https://db.internal/", "a name of an inner network"],
    ["https://intranet/", "a name of an inner network"],
    ["https://example.com:22/", "must have port 80 or 443"],
    ["https://example.com:25/", "must have port 80 or 443"],
    [`https://example.com/${"x".repeat(2048)}`, "is longer than 2048 characters"],
  ])("refuses %s", (address, reason) => {
    expect(refusal(address)).toContain(reason);
    expect(refusal(address)).not.toContain("secret");
  });

  test("takes inner addresses and plain http where they are allowed, and no users even there", () => {
    const open = { allowPrivate: true, allowHttp: true };
    for (const address of ["http://127.0.0.1:22/", "http://localhost:3000/hook", "http://intranet/"]) {
      expect(refusal(address, open)).toBe("taken");
    }
    expect(refusal("http://user:secret@127.0.0.1/", open)).toContain("must have no user");
    expect(refusal("ftp://127.0.0.1/", open)).toBe(
      "The callback address must begin with https:// or http://.",
    );
  });

  test("refuses or takes any text, and never fails otherwise", () => {
    const parts = fc.constantFrom(
      "https://",
      "@",
      ":",
      "[",
      "]",
      "%00",
      "localhost",
      ".",
      "127.0.0.1",
      "/",
      "\\",
      "?",
    );
    const text = fc.array(fc.oneof(parts, fc.string())).map((all) => all.join(""));
    expect(() => fc.assert(fc.property(text, (address) => void refusal(address)))).not.toThrow();
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
  expect(signDelivery(delivery, [secret, secret])).toEqual({
    "webhook-id": delivery.id,
    "webhook-timestamp": "1614265330",
    "webhook-signature": `${signature} ${signature}`,
  });
});
