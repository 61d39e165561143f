import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkAddress, signAddress } from "../../src/files/signed-address.ts";

const secret = "a secret of the service";
const path = "/files/rnd_1/video";
const expires = 1_790_000_000;
const rules = { secrets: [secret], now: (expires - 1) * 1000 };

function asked(address: string): { path: string; expires: string; signature: string } {
  const url = new URL(address, "http://localhost");
  const query = (name: string): string => url.searchParams.get(name) ?? "";
  return { path: url.pathname, expires: query("expires"), signature: query("signature") };
}

describe("an address", () => {
  const address = signAddress({ path, expires, secret });

  test("counts until it expires", () => {
    expect(checkAddress(asked(address), rules)).toBeNull();
    expect(checkAddress(asked(address), { ...rules, now: expires * 1000 })).toBe("expired");
    expect(checkAddress(asked(address), { ...rules, now: expires * 1000 - 1 })).toBeNull();
  });

  test("counts while its secret does, also when there is a newer one", () => {
    expect(checkAddress(asked(address), { ...rules, secrets: ["new", secret] })).toBeNull();
    for (const secrets of [[], [""], ["new"]]) {
      expect(checkAddress(asked(address), { ...rules, secrets })).toBe("not-right");
    }
  });

  test("of another file, or for longer, is not right, and does not tell whether it has expired", () => {
    const late = { ...rules, now: expires * 2000 };
    const right = asked(address);
    const forged = [
      { ...right, path: "/files/rnd_2/video" },
      { ...right, expires: String(expires + 1) },
      { ...right, expires: `0${expires}` },
      { ...right, expires: "1e12" },
      { ...right, expires: "" },
      { ...right, signature: "" },
      { ...right, signature: right.signature.slice(0, -1) },
      { ...right, signature: right.signature.toUpperCase() },
    ];
    for (const one of forged) {
      expect(checkAddress(one, rules)).toBe("not-right");
      expect(checkAddress(one, late)).toBe("not-right");
    }
  });

  test("whose parts are shifted into each other is not right", () => {
    const shifted = signAddress({ path: "/a", expires: 12, secret });
    expect(
      checkAddress({ ...asked(shifted), path: "2/a", expires: "1" }, { secrets: [secret], now: 0 }),
    ).toBe("not-right");
  });

  test("that anybody makes up is refused, and nothing else happens", () => {
    const made = fc.record({
      path: fc.string(),
      expires: fc.oneof(fc.string(), fc.nat().map(String)),
      signature: fc.string(),
    });
    const property = fc.property(made, (one) => checkAddress(one, rules) === "not-right");
    expect(() => fc.assert(property)).not.toThrow();
  });
});
