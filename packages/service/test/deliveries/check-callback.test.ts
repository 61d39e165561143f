import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkCallback } from "../../src/deliveries/check-callback.ts";
import { retryAfterSeconds } from "../../src/deliveries/retry-after.ts";

describe("checkCallback", () => {
  const strict = { allowPrivate: false };
  const open = { allowPrivate: true };

  test.each([
    "https://example.com/hook",
    "http://example.com/hook",
    "https://example.com:8443/hook?key=1",
    "https://93.184.215.14/",
    "https://[2606:4700:4700::1111]/",
    "https://bücher.example.com/",
  ])("takes %s", (address) => {
    expect(checkCallback(address, strict)).toBeNull();
  });

  test.each([
    ["", "is no address"],
    ["/hook", "is no address"],
    ["https://", "is no address"],
    ["ftp://example.com/", "must begin with https:// or http://."],
    ["file:///etc/passwd", "must begin with"],
    ["javascript:alert(1)", "must begin with"],
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
    expect(checkCallback(address, strict)).toContain(reason);
    expect(checkCallback(address, strict)).not.toContain("secret");
  });

  test("takes inner addresses where they are allowed, and no users even there", () => {
    for (const address of ["http://127.0.0.1:22/", "http://localhost:3000/hook", "http://intranet/"]) {
      expect(checkCallback(address, open)).toBeNull();
    }
    expect(checkCallback("http://user:secret@127.0.0.1/", open)).toContain("must have no user");
    expect(checkCallback("ftp://127.0.0.1/", open)).toContain("must begin with");
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
    expect(() =>
      fc.assert(fc.property(text, (address) => void checkCallback(address, strict))),
    ).not.toThrow();
  });
});

describe("retryAfterSeconds", () => {
  const date = "Sat, 31 Jan 2026 12:00:00 GMT";
  test.each([
    [undefined, null],
    ["", null],
    ["120", 120],
    [" 0 ", 0],
    ["-5", null],
    ["1e3", null],
    ["soon", null],
    ["99999999999", null],
    ["Sat, 31 Jan 2026 12:01:30 GMT", 90],
    ["Sat, 31 Jan 2026 11:00:00 GMT", 0],
    ["Sat, 99 Xyz 2026 11:00:00 GMT", null],
  ])("reads %s as %s", (header, seconds) => {
    const headers = header === undefined ? {} : { "retry-after": header };
    expect(retryAfterSeconds({ ...headers, date })).toBe(seconds);
  });

  test("does not guess what a date means without the sender's own", () => {
    expect(retryAfterSeconds({ "retry-after": "Sat, 31 Jan 2026 12:01:30 GMT" })).toBeNull();
  });
});
