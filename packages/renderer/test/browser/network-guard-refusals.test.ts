import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { connect as connectSocket } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { startNetworkGuard } from "../../src/browser/network-guard.ts";
import { passwordFor } from "../support/serve-files.ts";
import { GuardedOrigin, names, publicAddress } from "./guarded-origin.ts";

const opened = GuardedOrigin.use();
const { ask, connectToOrigin, lookup, tunnel } = opened;

describe("what is refused", () => {
  it.each([
    "localhost",
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[fe80::1]",
    "[fd00::1]",
    "[ff02::1]",
    "rebound.example",
    "metadata.example",
    "mixed.example",
    "mapped.example",
  ])("%s, as a plain address and through a tunnel", async (host) => {
    names["localhost"] = ["::1", "127.0.0.1"];
    const { status, body } = await ask(`http://${host}:8080/`);
    expect([status, body]).toEqual([403, expect.stringMatching(/^Refused: .+ is an? .+\.\n$/)]);
    expect(await tunnel(`${host}:8080`)).toMatch(/^HTTP\/1\.1 403 /);
    expect(opened.connections).toEqual([]);
    expect(opened.guard.refused).toHaveLength(1);
  });

  it("is listed once for each host, with the reason", async () => {
    for (const url of ["http://rebound.example/a", "http://rebound.example/b", "http://[::1]:9/"])
      await ask(url);
    expect(opened.guard.refused).toEqual([
      { host: "rebound.example", reason: "127.0.0.1 is an address of this machine" },
      { host: "[::1]:9", reason: "::1 is an address of this machine" },
    ]);
    expect(opened.guard.unreachable).toEqual([]);
  });

  it("connects to the addresses that it checked, whatever the name says next", async () => {
    names["changing.example"] = [publicAddress];
    await using fickle = await startNetworkGuard({
      lookup: (host) => lookup(host).finally(() => (names[host] = ["127.0.0.1"])),
      connect: connectToOrigin,
    });
    const sent = request({
      port: fickle.access.port,
      path: "http://changing.example/",
      headers: passwordFor(fickle.access),
    });
    const [response] = (await once(sent.end(), "response")) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(200);
    expect(opened.lookups).toEqual(["changing.example"]);
    expect(opened.connections).toEqual([{ addresses: [publicAddress], port: 80 }]);
  });
});

describe("what cannot be reached", () => {
  it.each([
    ["empty.example", "the name has no address"],
    ["nowhere.example", "the name does not resolve (ENOTFOUND)"],
    ["silent.example", "no answer within 2 s"],
  ])("%s: %s", async (host, reason) => {
    expect(await ask(`http://${host}/`)).toMatchObject({ status: 502, body: `Unreachable: ${reason}.\n` });
    expect(opened.guard.unreachable).toEqual([{ host, reason }]);
    expect(opened.guard.refused).toEqual([]);
  });

  it("a server that does not listen", async () => {
    await using closed = await startNetworkGuard({ lookup, connect: () => connectSocket(1, "127.0.0.1") });
    const sent = request({
      port: closed.access.port,
      path: "http://public.example/",
      headers: passwordFor(closed.access),
    }).end();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    expect(await text(response)).toBe("Unreachable: no connection (ECONNREFUSED).\n");
    expect(closed.unreachable[0]?.reason).toBe("no connection (ECONNREFUSED)");
  });
});
