import { readFile, readdir, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import type { Outside } from "@hyperframes-engine/network";
import { describe, expect, it } from "vitest";
import { download } from "../../src/client/download.ts";
import { openClient } from "../../src/client/open-client.ts";
import { MAX_FORM_BYTES, uploadAsset } from "../../src/client/upload-asset.ts";
import { emulated, failureOf } from "../support/emulated.ts";
import { serving } from "../support/serving.ts";

/** A network in which each name has the addresses given, and in which every connection ends at one port of this machine. */
function network(names: Readonly<Record<string, readonly string[]>>, port: number): Connected {
  const connected: string[] = [];
  return {
    connected,
    lookup: async (host) => Promise.resolve(names[host] ?? []),
    connect: (addresses) => {
      connected.push(...addresses);
      return connect(port, "127.0.0.1");
    },
  };
}

type Connected = Pick<Outside, "lookup" | "connect"> & { readonly connected: string[] };

/** A client for which no host of the own network is trusted. */
async function stranger(
  environment: Parameters<typeof openClient>[0],
  outside: Pick<Outside, "lookup" | "connect">,
): ReturnType<typeof openClient> {
  const variables = { ...environment.variables, HEYGEN_API_BASE: "https://api.example" };
  return openClient({ ...environment, variables }, { outside });
}

const publicAddress = "93.184.215.14";

describe("a download", () => {
  it.each([
    ["http://127.0.0.1:1/a", "127.0.0.1 is an address of this machine"],
    ["http://2130706433:1/a", "127.0.0.1 is an address of this machine"],
    ["http://0x7f.1:1/a", "127.0.0.1 is an address of this machine"],
    ["http://localhost:1/a", "127.0.0.1 is an address of this machine"],
    ["http://169.254.169.254/latest/meta-data", "169.254.169.254 is a link-local address"],
    ["http://10.0.0.1/a", "10.0.0.1 is an address of a private network"],
    ["http://[::1]:1/a", "::1 is an address of this machine"],
    ["http://[::ffff:127.0.0.1]:1/a", "::ffff:7f00:1 is an address of this machine"],
    ["http://[fd00::1]/a", "fd00::1 is an address of a private network"],
    ["http://[fe80::1]/a", "fe80::1 is a link-local address"],
    ["http://inner.example/a", "192.168.1.1 is an address of a private network"],
    ["http://both.example/a", "10.0.0.2 is an address of a private network"],
  ])("from %s is refused at once: %s", async (url, reason) => {
    await using all = await emulated();
    const outside = network(
      {
        localhost: ["127.0.0.1"],
        "inner.example": ["192.168.1.1"],
        "both.example": [publicAddress, "10.0.0.2"],
      },
      1,
    );
    const client = await stranger(all.environment, outside);
    const error = await failureOf(download(client, { url, target: join(all.folder, "a") }));
    expect(error).toMatchObject({
      failure: "download-failed",
      message: `The download is refused: ${reason}.`,
    });
    expect(outside.connected).toEqual([]);
    expect(await readdir(all.folder)).toEqual([]);
  });

  it("is refused where a redirect leads into the own network", async () => {
    await using all = await emulated();
    let asked = 0;
    using server = await serving((_, response) => {
      asked += 1;
      response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data" }).end();
    });
    const outside = network({ "files.example": [publicAddress] }, Number(new URL(server.url).port));
    const client = await stranger(all.environment, outside);
    const target = join(all.folder, "a");
    const error = await failureOf(download(client, { url: "http://files.example/a", target }));
    expect(error.message).toBe("The download is refused: 169.254.169.254 is a link-local address.");
    expect([asked, outside.connected]).toEqual([1, [publicAddress]]);
  });

  it("is connected to the very address that was checked, whatever the name's server says next", async () => {
    await using all = await emulated();
    using server = await serving((request, response) => void response.end(request.headers.host));
    const reached = network({}, Number(new URL(server.url).port));
    const answers = [[publicAddress], ["127.0.0.1"]];
    let asked = 0;
    const lookup = async (): Promise<string[]> => Promise.resolve(answers[asked++] ?? []);
    const client = await stranger(all.environment, { ...reached, lookup });
    const target = join(all.folder, "a");
    await download(client, { url: "http://rebinding.example/a", target });
    expect([asked, reached.connected]).toEqual([1, [publicAddress]]);
    expect(await readFile(target, "utf8")).toBe("rebinding.example");
  });

  it("may be from the host that the user has named for the API, and from no other of its network", async () => {
    await using all = await emulated();
    using server = await serving((_, response) => void response.end("mine"));
    const target = join(all.folder, "a");
    await download(all.client, { url: server.url, target });
    expect(await readFile(target, "utf8")).toBe("mine");
    const base = all.emulator.url.replace("127.0.0.1", "localhost");
    const byName = await openClient(all.environment, { baseUrl: base });
    await download(byName, { url: server.url, target, overwrite: true });
    const url = server.url.replace("127.0.0.1", "127.0.0.2");
    const other = await failureOf(download(all.client, { url, target, overwrite: true }));
    expect(other.message).toBe("The download is refused: 127.0.0.2 is an address of this machine.");
  });

  it.each([
    ["tells a length above the limit", { "content-length": "5000000000" }, {}],
    ["is something else", { "content-type": "text/html" }, {}],
    ["goes on above the limit", {}, { maxBytes: 10 }],
    ["is answered with an error", {}, { status: 400 }],
  ])("that %s leaves no connection behind", async (_, headers, { status = 200, maxBytes }: Extra) => {
    await using all = await emulated();
    const closed = Promise.withResolvers<void>();
    // It never ends by itself.
    using server = await serving((_request, response) => {
      response.once("close", closed.resolve);
      response.writeHead(status, headers).write("x".repeat(100));
    });
    const request = { url: server.url, target: join(all.folder, "a"), ...(maxBytes && { maxBytes }) };
    expect((await failureOf(download(all.client, request))).failure).toBe("download-failed");
    await closed.promise;
  });
});

interface Extra {
  readonly status?: number;
  readonly maxBytes?: number;
}

describe("an upload straight to storage", () => {
  it("is not sent into the own network", async () => {
    await using all = await emulated();
    let port = 0;
    using api = await serving((_, response) => {
      const place = { asset_id: "a", upload_url: "http://10.0.0.1/put", upload_headers: {} };
      const rest = { expires_in_seconds: 60, max_bytes: 1e9, status: "pending_upload" };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ data: { ...place, ...rest } }));
    });
    port = Number(new URL(api.url).port);
    const path = join(all.folder, "big.mp4");
    await writeFile(path, Buffer.alloc(MAX_FORM_BYTES + 1));
    const variables = { ...all.environment.variables, HEYGEN_API_BASE: `http://127.0.0.1:${port}` };
    const client = await openClient({ ...all.environment, variables });
    const error = await failureOf(uploadAsset(client, { path }));
    expect(error).toMatchObject({
      failure: "upload-failed",
      message: "The upload of big.mp4 failed: 10.0.0.1 is an address of a private network.",
    });
  });
});

it("does not hang on a name that is never answered", async () => {
  await using all = await emulated();
  const never = async (): Promise<string[]> => new Promise(() => undefined);
  const client = await stranger(all.environment, { ...network({}, 1), lookup: never });
  const giveUp = new AbortController();
  const target = join(all.folder, "a");
  const going = failureOf(download(client, { url: "http://files.example/a", target, signal: giveUp.signal }));
  giveUp.abort();
  expect((await going).failure).toBe("interrupted");
});
