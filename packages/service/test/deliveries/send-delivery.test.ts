import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from "node:net";
import { connectToAddresses, lookupAddresses, type Outside } from "@hyperframes-engine/network";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import {
  sendDelivery,
  type Delivery,
  type SentDelivery,
  type Sending,
} from "../../src/deliveries/send-delivery.ts";
import { newSecret, signDelivery } from "../../src/deliveries/sign-delivery.ts";

const outside: Outside = {
  lookup: lookupAddresses,
  connect: connectToAddresses,
  connectLimit: 60_000,
  idleLimit: 60_000,
};

const patient = { timeout: 60_000 };

interface Listening extends AsyncDisposable {
  readonly url: string;
  readonly sockets: ReadonlySet<Socket>;
}

async function listen(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket.on("error", () => undefined));
    socket.on("close", () => sockets.delete(socket));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=1`,
    sockets,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), "close");
    },
  };
}

const answer = (listener: RequestListener): Promise<Listening> => listen(createServer(listener));
const speak = (talk: (socket: Socket) => void): Promise<Listening> => listen(createTcpServer(talk));

const never = new AbortController().signal;
const usual: Sending = { outside, limitMs: 60_000 };
const send = (
  url: string,
  sending: Partial<Sending> = {},
  delivery: Partial<Delivery> = {},
): Promise<SentDelivery> =>
  sendDelivery(
    { url, body: '{"name":"Zoë"}', headers: {}, allowPrivate: true, signal: never, ...delivery },
    { ...usual, ...sending },
  );

describe("a delivery", () => {
  test("arrives to the byte, signed with each secret", async () => {
    const secrets = [newSecret(), newSecret()];
    const body = JSON.stringify({ type: "render.succeeded", data: { name: "Zoë <&>" } });
    const headers = signDelivery({ id: "msg_1", body, secrets, now: Date.now() });
    let seen: unknown = null;
    const take = async (request: IncomingMessage): Promise<void> => {
      const received = Buffer.concat(await request.toArray());
      for (const secret of secrets)
        new Webhook(secret).verify(received, request.headers as Record<string, string>);
      seen = { body: received.toString(), path: request.url, type: request.headers["content-type"] };
    };
    await using server = await answer((request, response) => {
      void take(request).then(() => response.end("thanks\u0007 \u001b[31m"));
    });
    const result = await send(server.url, {}, { body, headers });
    expect(result).toMatchObject({
      outcome: "delivered",
      status: 200,
      retryAfterSeconds: null,
      excerpt: "thanks   [31m",
    });
    expect(result.ms).toBeGreaterThan(0);
    expect(seen).toEqual({ body, path: "/hook?key=1", type: "application/json" });
  });

  test.each([
    [201, "delivered"],
    [204, "delivered"],
    [400, "failed"],
    [404, "failed"],
    [410, "gone"],
    [429, "failed"],
    [500, "failed"],
    [503, "failed"],
  ] as const)("that is answered with %i is %s", async (status, outcome) => {
    await using server = await answer((_, response) =>
      response.writeHead(status, { "retry-after": "7" }).end(),
    );
    expect(await send(server.url)).toMatchObject({ outcome, status, retryAfterSeconds: 7 });
  });

  test("does not follow where an answer points", async () => {
    let asked = 0;
    await using server = await answer((_, response) => {
      asked += 1;
      response.writeHead(307, { location: "/other" }).end();
    });
    const excerpt = "Redirects are not followed.";
    expect(await send(server.url)).toMatchObject({ outcome: "failed", status: 307, excerpt });
    expect(asked).toBe(1);
  });

  test("ends at its limit where nobody answers, and holds no connection", async () => {
    await using server = await speak((socket) => void socket.resume());
    const result = await send(server.url, { limitMs: 200 });
    expect(result).toMatchObject({ outcome: "failed", status: null, excerpt: "no answer within 0.2 s" });
    await expect.poll(() => server.sockets.size, patient).toBe(0);
  });

  test("that was taken is delivered though the answer never ends, breaks off, or is huge", async () => {
    const head = "HTTP/1.1 200 OK\r\ncontent-length: 999999999\r\n\r\n";
    await using dripping = await speak((socket) => {
      socket.once("data", () => socket.write(head));
      const timer = setInterval(() => socket.write("x"), 20);
      socket.once("close", () => clearInterval(timer));
    });
    expect(await send(dripping.url, { limitMs: 500 })).toMatchObject({ outcome: "delivered", status: 200 });
    await expect.poll(() => dripping.sockets.size, patient).toBe(0);
    await using cut = await speak((socket) => socket.once("data", () => socket.end(`${head}begin`)));
    expect(await send(cut.url)).toMatchObject({ outcome: "delivered", excerpt: "begin…" });
    let written = 0;
    await using huge = await speak((socket) =>
      socket.once("data", () => {
        socket.write(head);
        const more = (): void => {
          written += 100_000;
          if (!socket.destroyed) socket.write(Buffer.alloc(100_000, "x"), more);
        };
        more();
      }),
    );
    expect((await send(huge.url)).excerpt).toBe("x".repeat(1000));
    await expect.poll(() => huge.sockets.size, patient).toBe(0);
    expect(written).toBeLessThan(100_000_000);
  });

  test.each([
    ["nothing", (socket: Socket) => socket.end()],
    ["a reset", (socket: Socket) => socket.resetAndDestroy()],
    ["no HTTP", (socket: Socket) => socket.end("220 mail.example.com ESMTP\r\n")],
    ["endless headers", (socket: Socket) => socket.end(`HTTP/1.1 200 OK\r\n${"x: y\r\n".repeat(20_000)}`)],
  ])("that is answered with %s has failed", async (_, talk) => {
    await using server = await speak((socket) => void socket.once("data", () => talk(socket)));
    const result = await send(server.url);
    expect(result).toMatchObject({ outcome: "failed", status: null });
    expect(result.excerpt).not.toBe("");
  });

  test("has failed where nobody listens, where a name leads nowhere, and where TLS is not spoken", async () => {
    const closed = await speak(() => undefined);
    await closed[Symbol.asyncDispose]();
    expect(await send(closed.url)).toMatchObject({
      outcome: "failed",
      excerpt: "no connection (ECONNREFUSED)",
    });
    const nowhere = { ...outside, lookup: () => Promise.resolve([]) };
    expect(await send("https://hook.example.com/", { outside: nowhere })).toMatchObject({
      outcome: "failed",
      excerpt: "the name has no address",
    });
    await using plain = await answer((_, response) => response.end());
    const { excerpt } = await send(plain.url.replace("http:", "https:"));
    expect(excerpt).toMatch(/^no secure connection/);
  });

  test("has failed, and holds no connection, where a header cannot be sent", async () => {
    await using server = await answer((_, response) => response.end());
    expect(await send(server.url, {}, { headers: { "x-name": "Zoë\n" } })).toMatchObject({
      outcome: "failed",
    });
    await expect.poll(() => server.sockets.size, patient).toBe(0);
  });

  test("to an inner address is refused, also behind a name, which is asked once and connected to as it was checked", async () => {
    let reached = 0;
    await using server = await answer((_, response) => {
      reached += 1;
      response.end();
    });
    const strict = { allowPrivate: false };
    expect(await send(server.url, {}, strict)).toMatchObject({ outcome: "refused", status: null });
    const answers = [["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["::1"], ["::ffff:169.254.169.254"]];
    for (const addresses of answers) {
      const lookup = (): Promise<readonly string[]> => Promise.resolve(addresses);
      const result = await send("http://hook.example.com/", { outside: { ...outside, lookup } }, strict);
      expect(result).toMatchObject({ outcome: "refused", status: null });
    }
    expect(reached).toBe(0);
    const port = Number(new URL(server.url).port);
    const turns = [["93.184.215.14"], ["127.0.0.1"]];
    const asked: unknown[] = [];
    const rebinding: Outside = {
      ...outside,
      lookup: () => Promise.resolve(turns.shift() ?? []),
      connect: (addresses, to) => {
        asked.push([addresses, to]);
        return connectToAddresses(["127.0.0.1"], port);
      },
    };
    expect(await send("http://hook.example.com/", { outside: rebinding }, strict)).toMatchObject({
      outcome: "delivered",
    });
    expect(asked).toEqual([[["93.184.215.14"], 80]]);
    expect(turns).toHaveLength(1);
  });

  test("ends with its caller", async () => {
    const end = new AbortController();
    await using server = await speak(
      (socket) => void socket.once("data", () => end.abort(new Error("enough"))),
    );
    const result = await send(server.url, {}, { signal: end.signal });
    expect(result).toMatchObject({ outcome: "failed", status: null, excerpt: "it was interrupted" });
    await expect.poll(() => server.sockets.size, patient).toBe(0);
  });
});
