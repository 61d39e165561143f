import { describe, expect, it } from "vitest";
import { HeyGenError } from "../../src/errors.ts";
import { parseWebhook, readEvent } from "../../src/webhooks/parse-webhook.ts";
import { SeenEvents } from "../../src/webhooks/seen-events.ts";
import { signWebhook, type WebhookDelivery, type WebhookRules } from "../../src/webhooks/verify-webhook.ts";

const secret = "whsec_test";
const now = 1_790_000_000_000;
const rules = { secrets: [secret], now: () => now };
const body = Buffer.from(
  '{"event_type":"avatar_video.success","event_data":{"video_id":"v1","callback_id":"row-7"},"event_id":"e1"}',
);
const observed = { headers: { Signature: signWebhook(body, secret) }, body };

function documented(secondsAgo: number): WebhookDelivery {
  const headers = {
    "heygen-signature": `sha256=${signWebhook(body, secret).toUpperCase()}`,
    "heygen-timestamp": `${now / 1000 - secondsAgo}`,
    "Heygen-Event-Id": "e2",
  };
  return { headers, body };
}

function refusal(delivery: WebhookDelivery, with_: WebhookRules = rules): string {
  try {
    parseWebhook(delivery, with_);
  } catch (error) {
    if (error instanceof HeyGenError && error.failure === "invalid-webhook") return error.message;
    throw error;
  }
  return "accepted";
}

describe("parseWebhook", () => {
  it("accepts the form that is observed", () => {
    expect(parseWebhook(observed, rules)).toEqual({
      id: "e1",
      type: "avatar_video.success",
      data: { video_id: "v1", callback_id: "row-7" },
    });
  });

  it("accepts the form that is documented", () => {
    expect(parseWebhook(documented(299), rules).type).toBe("avatar_video.success");
  });

  it("takes the id from the body that is signed, not from a header that anybody can write", () => {
    const seen = new SeenEvents(() => now);
    const ids = ["e2", "e3", ["e4", "e5"]].map((header) => {
      const replayed = { ...documented(0), headers: { ...documented(0).headers, "Heygen-Event-Id": header } };
      return parseWebhook(replayed, rules).id;
    });
    expect(ids.map((id) => [id, seen.isNew(id)])).toEqual([
      ["e1", true],
      ["e1", false],
      ["e1", false],
    ]);
    const bare = {
      headers: { "heygen-event-id": "e9" },
      body: Buffer.from('{"event_type":"a","event_data":{}}'),
    };
    expect(readEvent(bare).id).toBe("a:{}");
  });

  it("refuses a time stamp that is missing, empty, or there twice", () => {
    const stamped = (stamp: string | string[] | undefined): WebhookDelivery => ({
      body,
      headers: { ...documented(0).headers, "heygen-timestamp": stamp },
    });
    const good = `${now / 1000}`;
    expect(refusal(stamped(undefined))).toBe("There is no time stamp.");
    expect(refusal(stamped(""))).toBe("There is no time stamp.");
    expect(refusal(stamped([good, good]))).toBe("The header heygen-timestamp is there twice.");
    expect(refusal(stamped(`${good}, ${good}`))).toContain("not in seconds");
    const twice = { ...documented(0).headers, "HEYGEN-TIMESTAMP": "1" };
    expect(refusal({ body, headers: twice })).toBe("The header heygen-timestamp is there twice.");
    const withSignature = { ...observed.headers, "heygen-timestamp": [good, "1"] };
    expect(refusal({ body, headers: withSignature })).toBe("The header heygen-timestamp is there twice.");
  });

  it("refuses the form that has no time stamp where one is required", () => {
    expect(refusal(observed, { ...rules, requireTime: true })).toBe("There is no time stamp.");
    expect(refusal(documented(0), { ...rules, requireTime: true })).toBe("accepted");
  });

  it("tells long events without an id apart, to the last letter", () => {
    const event = (end: string): string => {
      const data = { note: `${"x".repeat(5000)}${end}` };
      return readEvent({
        headers: {},
        body: Buffer.from(JSON.stringify({ event_type: "a", event_data: data })),
      }).id;
    };
    expect(event("1")).not.toBe(event("2"));
    expect(event("1")).toBe(event("1"));
    expect(event("1").length).toBeLessThan(301);
  });

  it("accepts either of two secrets while one is being renewed", () => {
    expect(parseWebhook(observed, { ...rules, secrets: ["whsec_new", secret] }).id).toBe("e1");
  });

  it("knows the signature that openssl makes", () => {
    // printf %s '{"a":1}' | openssl dgst -sha256 -hmac whsec_test
    const expected = "51426af50a41dd7ff2cd3f116594734766d4018d15d6fb07169aee5d2959adf5";
    expect(signWebhook(Buffer.from('{"a":1}'), secret)).toBe(expected);
  });

  it("refuses a body that was changed", () => {
    const changed = Buffer.from(body.toString().replace("v1", "v2"));
    expect(refusal({ ...observed, body: changed })).toContain("does not match");
  });

  it("refuses another secret, and none", () => {
    expect(refusal(observed, { ...rules, secrets: ["whsec_other"] })).toContain("does not match");
    expect(refusal(observed, { ...rules, secrets: [""] })).toContain("no secret");
  });

  it("refuses what is older, or earlier, than five minutes", () => {
    expect(refusal(documented(301))).toContain("301 s old");
    expect(refusal(documented(-301))).toContain("-301 s old");
    expect(
      refusal({ ...documented(0), headers: { ...documented(0).headers, "heygen-timestamp": "soon" } }),
    ).toContain("time stamp");
  });

  it.each(["", "zz".repeat(32), "ab", "a".repeat(63), "a".repeat(66)])("refuses the signature %j", (hex) => {
    expect(refusal({ headers: { signature: hex }, body })).toMatch(/signature/);
  });

  it("refuses a signature that is there twice", () => {
    const twice = [signWebhook(body, secret), "0".repeat(64)];
    expect(refusal({ headers: { signature: twice }, body })).toContain("twice");
  });

  it("refuses a body that is too large before it is hashed", () => {
    expect(refusal({ ...observed, body: Buffer.alloc(2 ** 20 + 1) })).toContain("larger");
  });

  it("refuses what is signed but no event", () => {
    for (const text of ["[]", "{", '{"event_type":"x"}', "null"]) {
      const other = Buffer.from(text);
      expect(refusal({ headers: { signature: signWebhook(other, secret) }, body: other })).toMatch(/not/);
    }
  });

  it("gives an event without an id one of its own, the same each time", () => {
    const bare = Buffer.from('{"event_type":"video_agent.fail","event_data":{"session_id":"s1"}}');
    expect(readEvent({ headers: {}, body: bare }).id).toBe("video_agent.fail:s1");
  });
});

describe("SeenEvents", () => {
  it("knows a replay", () => {
    const seen = new SeenEvents(() => now);
    expect([seen.isNew("a"), seen.isNew("a"), seen.isNew("b")]).toEqual([true, false, true]);
  });

  it("forgets an event whose handling failed", () => {
    const seen = new SeenEvents(() => now);
    seen.isNew("a");
    seen.forget("a");
    expect(seen.isNew("a")).toBe(true);
  });

  it("stays within its bounds of number and of time", () => {
    let time = now;
    const seen = new SeenEvents(() => time, 3, 60);
    for (const id of ["a", "b", "c", "d"]) seen.isNew(id);
    expect([seen.size, seen.isNew("a"), seen.isNew("d")]).toEqual([3, true, false]);
    time += 61_000;
    expect([seen.isNew("d"), seen.size]).toEqual([true, 1]);
  });
});
