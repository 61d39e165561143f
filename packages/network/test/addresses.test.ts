import { describe, expect, it } from "vitest";
import { rememberingLookup } from "../src/address-lookup.ts";
import { addressFault } from "../src/address-range.ts";

describe("addressFault", () => {
  it.each([
    "1.1.1.1",
    "9.255.255.255",
    "11.0.0.0",
    "93.184.215.14",
    "100.63.255.255",
    "100.128.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "192.169.0.0",
    "223.255.255.255",
    "2606:4700:4700::1111",
    "2a00:1450:4001:80b::200e",
    "::ffff:1.1.1.1",
    "64:ff9b::1.1.1.1",
  ])("lets %s through", (address) => {
    expect(addressFault(address)).toBeUndefined();
  });

  it.each([
    ["0.0.0.0", "an address of this machine"],
    ["127.0.0.1", "an address of this machine"],
    ["127.255.255.254", "an address of this machine"],
    ["10.0.0.0", "an address of a private network"],
    ["10.255.255.255", "an address of a private network"],
    ["172.16.0.1", "an address of a private network"],
    ["172.31.255.255", "an address of a private network"],
    ["192.168.0.1", "an address of a private network"],
    ["100.64.0.1", "an address of a provider's inner network"],
    ["100.100.100.200", "an address of a provider's inner network"],
    ["169.254.169.254", "a link-local address"],
    ["168.63.129.16", "an address of the cloud's host"],
    ["224.0.0.251", "a multicast address"],
    ["239.255.255.250", "a multicast address"],
    ["255.255.255.255", "a broadcast address"],
    ["::", "an address of this machine"],
    ["::1", "an address of this machine"],
    ["fc00::1", "an address of a private network"],
    ["fd00:ec2::254", "an address of a private network"],
    ["fec0::1", "an address of a private network"],
    ["fe80::1", "a link-local address"],
    ["fe80::1%eth0", "a link-local address"],
    ["ff02::fb", "a multicast address"],
    ["::ffff:127.0.0.1", "an address of this machine"],
    ["::ffff:a9fe:a9fe", "a link-local address"],
    ["64:ff9b::10.0.0.1", "an address of a private network"],
  ])("refuses %s as %s", (address, kind) => {
    expect(addressFault(address)).toBe(`${address} is ${kind}`);
  });

  it.each([
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "240.0.0.1",
    "::127.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b:1::7f00:1",
    "100::1",
    "2001::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
  ])("refuses %s as reserved", (address) => {
    expect(addressFault(address)).toMatch(/ is an? (?:reserved address|address of this machine)/);
  });

  it("refuses what is no address", () => {
    expect(addressFault("localhost")).toBe("localhost is not an IP address");
  });
});

describe("rememberingLookup", () => {
  it("asks once for a host, whether it is found or not", async () => {
    const asked: string[] = [];
    const lookup = rememberingLookup(async (host) => {
      asked.push(host);
      await Promise.resolve();
      if (host === "bad") throw new Error("ENOTFOUND");
      return ["1.1.1.1"];
    });
    expect(await Promise.all([lookup("good"), lookup("good")])).toEqual([["1.1.1.1"], ["1.1.1.1"]]);
    await expect(lookup("bad")).rejects.toThrow("ENOTFOUND");
    await expect(lookup("bad")).rejects.toThrow("ENOTFOUND");
    expect(asked).toEqual(["good", "bad"]);
  });

  it("runs two lookups at a time, since each may hold a thread for long", async () => {
    let running = 0;
    let most = 0;
    const lookup = rememberingLookup(async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => void setTimeout(resolve, 1));
      running--;
      return [];
    });
    await Promise.all(Array.from({ length: 10 }, (_, number) => lookup(`host-${number}`)));
    expect(most).toBe(2);
  });

  it("forgets the oldest of many hosts", async () => {
    const asked: string[] = [];
    const lookup = rememberingLookup((host) => {
      asked.push(host);
      return Promise.resolve([]);
    });
    for (let number = 0; number < 257; number++) await lookup(`host-${number}`);
    await lookup("host-1");
    await lookup("host-0");
    expect(asked).toHaveLength(258);
  });
});
