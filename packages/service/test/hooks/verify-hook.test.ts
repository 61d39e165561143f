import { createHash, createHmac } from "node:crypto";
import { signWebhook } from "@hyperframes-engine/heygen";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { HookRefusedError } from "../../src/errors.ts";
import { HookHeaders } from "../../src/hooks/hook-headers.ts";
import { secretFault } from "../../src/hooks/secret-fault.ts";
import { verifyHook, type HookScheme } from "../../src/hooks/verify-hook.ts";

type Pairs = ReadonlyArray<readonly [string, string]>;

interface Example {
  readonly scheme: HookScheme;
  readonly secret: string;
  readonly other: string;
  /** Seconds since 1970. */
  readonly signedAt: number;
  readonly body: Buffer;
  readonly headers: Pairs;
  readonly deliveryId: string | null;
  /** Whether the signature tells of the body. */
  readonly isSigned: boolean;
  /** Whether it ends after a while. */
  readonly ends: boolean;
}

const now = 1_790_000_000;
const hmac = (secret: string, text: string | Buffer, encoding: "hex" | "base64"): string =>
  createHmac("sha256", secret).update(text).digest(encoding);
const bodyId = (body: string): string => `sha256:${createHash("sha256").update(body).digest("hex")}`;
const stripeBody = '{"id":"evt_1MqqbKLt4dXK03v5qaIbiNCC","type":"customer.created"}';
const heygenBody = '{"event_type":"avatar_video.success","event_data":{"video_id":"v1"},"event_id":"e1"}';
const common = { signedAt: now, isSigned: true, ends: true, other: "another secret of ours" };

/** Those of Standard Webhooks and GitHub are published: the signatures are theirs. */
const examples: Readonly<Record<string, Example>> = {
  "Standard Webhooks": {
    ...common,
    scheme: { kind: "standard-webhooks" },
    secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    other: "whsec_c2VjcmV0LW9mLWEtcm90YXRlZC1lbmRwb2ludA==",
    signedAt: 1_614_265_330,
    body: Buffer.from('{"test": 2432232314}'),
    headers: [
      ["webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"],
      ["webhook-timestamp", "1614265330"],
      ["webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="],
    ],
    deliveryId: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  },
  GitHub: {
    ...common,
    scheme: { kind: "github" },
    secret: "It's a Secret to Everybody",
    body: Buffer.from("Hello, World!"),
    headers: [
      ["X-Hub-Signature-256", "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"],
    ],
    deliveryId: bodyId("Hello, World!"),
    ends: false,
  },
  Stripe: {
    ...common,
    scheme: { kind: "stripe" },
    secret: "whsec_of_an_endpoint",
    body: Buffer.from(stripeBody),
    headers: [
      [
        "Stripe-Signature",
        `t=${now},v1=${hmac("old", "x", "hex")},v1=${hmac("whsec_of_an_endpoint", `${now}.${stripeBody}`, "hex")},v0=6ffbb59b`,
      ],
    ],
    deliveryId: "evt_1MqqbKLt4dXK03v5qaIbiNCC",
  },
  Shopify: {
    ...common,
    scheme: { kind: "shopify" },
    secret: "a client secret of an app",
    body: Buffer.from('{"id":788032119674292922}'),
    headers: [
      ["X-Shopify-Hmac-SHA256", hmac("a client secret of an app", '{"id":788032119674292922}', "base64")],
      ["X-Shopify-Webhook-Id", "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043"],
    ],
    deliveryId: bodyId('{"id":788032119674292922}'),
    ends: false,
  },
  "HeyGen v3": {
    ...common,
    scheme: { kind: "heygen" },
    secret: "whsec_heygen_secret",
    body: Buffer.from(heygenBody),
    headers: [
      ["Heygen-Signature", `sha256=${signWebhook(Buffer.from(heygenBody), "whsec_heygen_secret")}`],
      ["Heygen-Timestamp", String(now)],
    ],
    deliveryId: "e1",
  },
  "a bearer token": {
    ...common,
    scheme: { kind: "token", headers: { token: "Authorization", deliveryId: "X-Request-Id" } },
    secret: "a-token-of-someone",
    other: "a-token-of-another",
    body: Buffer.from("{}"),
    headers: [
      ["authorization", "Bearer a-token-of-someone"],
      ["x-request-id", "request-7"],
    ],
    deliveryId: "request-7",
    isSigned: false,
    ends: false,
  },
  "a token in another header": {
    ...common,
    scheme: { kind: "token", headers: { token: "X-Api-Key", deliveryId: null } },
    secret: "a token of someone",
    body: Buffer.from("{}"),
    headers: [["x-api-key", "a token of someone"]],
    deliveryId: null,
    isSigned: false,
    ends: false,
  },
};

interface Changes {
  readonly headers?: Pairs;
  readonly secrets?: readonly string[];
  readonly body?: Uint8Array;
  readonly later?: number;
}

function verify(example: Example, changes: Changes = {}): string | null {
  const { scheme, secret, signedAt, body, headers } = example;
  const { deliveryId } = verifyHook(scheme, {
    headers: new HookHeaders(changes.headers ?? headers),
    secrets: changes.secrets ?? [secret],
    body: changes.body ?? body,
    now: (signedAt + (changes.later ?? 0)) * 1000,
  });
  return deliveryId;
}

function isRefused(example: Example, changes: Changes): boolean {
  try {
    verify(example, changes);
    return false;
  } catch (error) {
    if (!(error instanceof HookRefusedError)) throw error;
    return error.message === "The webhook is not signed as this hook wants it.";
  }
}

describe.each(Object.entries(examples))("%s", (_, example) => {
  const { headers, body, secret, other } = example;

  test("is taken with each of several secrets, and told by an id that only its sender can choose", () => {
    expect(verify(example)).toBe(example.deliveryId);
    expect(verify(example, { secrets: ["", other, secret] })).toBe(example.deliveryId);
    expect(verify(example, { headers: [...new Headers(headers.map(([...pair]) => pair))] })).toBe(
      example.deliveryId,
    );
  });

  test("is refused with another secret, and with none", () => {
    for (const secrets of [[other], [], [""]]) expect(isRefused(example, { secrets })).toBe(true);
  });

  test("is refused where any of its headers is missing, empty, or there twice", () => {
    const needed = headers.filter(([name]) => !/webhook-id$|request-id/i.test(name) || name === "webhook-id");
    for (const pair of needed) {
      const others = headers.filter((one) => one !== pair);
      expect(isRefused(example, { headers: others })).toBe(true);
      expect(isRefused(example, { headers: [...others, [pair[0], ""]] })).toBe(true);
      expect(isRefused(example, { headers: [...headers, pair] })).toBe(true);
      const joined = new Headers([...headers, pair].map(([...one]) => one));
      expect(isRefused(example, { headers: [...joined] })).toBe(true);
    }
  });

  test("is refused when a bit of its body has changed, if that is signed", () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(fc.nat(body.length * 8 - 1), (bit) => {
        const changed = Buffer.from(body);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(isRefused(example, { body: changed })).toBe(example.isSigned);
      }),
    );
  });

  test("is refused when it is older or earlier than five minutes, if its time is signed", () => {
    expect(verify(example, { later: 300 })).toBe(example.deliveryId);
    expect(verify(example, { later: -300 })).toBe(example.deliveryId);
    for (const later of [301, -301, 1e9]) expect(isRefused(example, { later })).toBe(example.ends);
  });

  test("is refused with whatever else stands in its headers, and never fails otherwise", () => {
    expect.hasAssertions();
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom("v1,", "sha256=", "t=1,v1=", "Bearer ", "NaN", "1e3"),
    );
    fc.assert(
      fc.property(fc.nat(headers.length - 1), value, (index, text) => {
        const [name = "", right] = headers[index] ?? [];
        fc.pre(text.trim() !== right && !/webhook-id|request-id/i.test(name));
        const forged = headers.map((pair, at) => (at === index ? ([name, text] as const) : pair));
        expect(isRefused(example, { headers: forged })).toBe(true);
      }),
    );
  });
});

test("what Standard Webhooks' own library signs is taken, with one of several signatures", () => {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const body = Buffer.from('{"name":"Zoë"}');
  const signature = new Webhook(secret).sign("msg_1", new Date(now * 1000), body.toString());
  const signed = (signatures: string): Pairs => [
    ["webhook-id", "msg_1"],
    ["webhook-timestamp", String(now)],
    ["webhook-signature", signatures],
  ];
  const example = { ...examples["Standard Webhooks"]!, signedAt: now, body };
  expect(verify(example, { headers: signed(`v1a,abc v1,AAAA ${signature}`) })).toBe("msg_1");
  expect(isRefused(example, { headers: signed(signature.replace("v1,", "v2,")) })).toBe(true);
  const latin = Buffer.concat([body, Buffer.from([0xff])]);
  const replaced = new Webhook(secret).sign("msg_1", new Date(now * 1000), latin.toString());
  expect(isRefused(example, { headers: signed(replaced), body: latin })).toBe(true);
});

test("a sender's id in a header that nothing signs does not make another delivery of a body", () => {
  for (const name of ["GitHub", "Shopify"] as const) {
    const example = examples[name]!;
    const again: Pairs = [
      ...example.headers.filter(([header]) => header !== "X-Shopify-Webhook-Id"),
      ["X-GitHub-Delivery", "forged"],
      ["X-Shopify-Webhook-Id", "forged"],
    ];
    expect(verify(example, { headers: again })).toBe(example.deliveryId);
  }
});

test("an event of Stripe's without an id of its own is told by its body", () => {
  for (const text of ["[]", "null", "no JSON", '{"id":7}', '{"id":"../x"}']) {
    const signature = hmac("whsec_of_an_endpoint", `${now}.${text}`, "hex");
    const headers: Pairs = [["stripe-signature", `t=${now},v1=${signature}`]];
    const body = Buffer.from(text);
    expect(verify(examples["Stripe"]!, { headers, body })).toBe(bodyId(text));
    const twice: Pairs = [["stripe-signature", `t=${now},t=${now},v1=${signature}`]];
    expect(isRefused(examples["Stripe"]!, { headers: twice, body })).toBe(true);
  }
});

test("HeyGen's form without a time is refused", () => {
  const example = examples["HeyGen v3"]!;
  const headers: Pairs = [["Signature", signWebhook(example.body, example.secret)]];
  expect(isRefused(example, { headers })).toBe(true);
});

test("says at once which secrets are none, without repeating them", () => {
  expect(secretFault("standard-webhooks", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).toBeNull();
  expect(secretFault("standard-webhooks", "whsec_not base64 at all!")).toBe("is not whsec_ and base64");
  expect(secretFault("standard-webhooks", "whsec_c2hvcnQ=")).toBe("has fewer than 24 bytes");
  expect(secretFault("github", "too short")).toBe("is shorter than 16 characters");
  expect(secretFault("token", "long enough to be kept")).toBeNull();
});
