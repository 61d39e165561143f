import { Readable } from "node:stream";
import { digestOf, LocalFileStore, type Digest } from "@hyperframes-engine/store";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { flipBit } from "../../../store/test/support/flip-bit.ts";
import { temporaryFolder } from "../../../store/test/support/temporary-folder.ts";
import { answerRange, type AnsweredFile } from "../../src/files/answer-range.ts";
import { contentDisposition } from "../../src/files/content-disposition.ts";

const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251));
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let files: LocalFileStore;
let digest: Digest;

beforeAll(async () => {
  folder = await temporaryFolder();
  files = new LocalFileStore(folder.path, { mostBytes: 2 ** 30 });
  digest = await files.put(Readable.from([bytes]));
  await files.put(Readable.from([]));
});
afterAll(() => folder[Symbol.asyncDispose]());

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

async function ask(
  headers: Readonly<Record<string, string>> = {},
  changes: Partial<AnsweredFile> & { readonly method?: string } = {},
): Promise<Answer> {
  const { method = "GET", ...file } = changes;
  const request = new Request("http://localhost/files/1", { method, headers });
  const asked = { files, digest, bytes: bytes.length, contentType: "video/mp4", name: "Zoë.mp4", ...file };
  const response = await answerRange(request, asked);
  const body = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
}

describe("a file", () => {
  test("is sent whole, with what it is", async () => {
    const { status, headers, body } = await ask();
    expect(status).toBe(200);
    expect(body).toEqual(bytes);
    expect(headers).toEqual({
      "accept-ranges": "bytes",
      "cache-control": "private, no-cache",
      "content-disposition": `inline; filename="Zoe_.mp4"; filename*=UTF-8''Zo%C3%AB.mp4`,
      "content-length": "1000",
      "content-type": "video/mp4",
      etag: `"${digest}"`,
      "x-content-type-options": "nosniff",
    });
  });

  test.each([
    ["bytes=0-0", 0, 0],
    ["bytes=10-19", 10, 19],
    ["bytes=990-", 990, 999],
    ["bytes=-5", 995, 999],
    ["bytes=0-99999", 0, 999],
    ["bytes=-99999", 0, 999],
    ["bytes=0-9,10-19", 0, 19],
  ])("is sent in the part %s", async (range, start, end) => {
    const { status, headers, body } = await ask({ range });
    expect(status).toBe(206);
    expect(headers).toMatchObject({
      "content-range": `bytes ${start}-${end}/1000`,
      "content-length": String(end - start + 1),
    });
    expect(body).toEqual(bytes.subarray(start, end + 1));
  });

  test.each(["bytes=1000-", "bytes=2000-3000", "bytes=-0", "bytes=5-2"])(
    "has no part %s, and says how long it is",
    async (range) => {
      const { status, headers, body } = await ask({ range });
      expect(status).toBe(416);
      expect(headers["content-range"]).toBe("bytes */1000");
      expect(body).toHaveLength(0);
    },
  );

  test.each(["bytes=a-b", "items=0-5", "bytes", "bytes=0-1,500-501", ""])(
    "is sent whole where %s is asked for",
    async (range) => {
      expect(await ask({ range })).toMatchObject({ status: 200, body: bytes });
    },
  );

  test("is sent in a part only to who has the rest of the same", async () => {
    const range = "bytes=0-9";
    expect((await ask({ range, "if-range": `"${digest}"` })).status).toBe(206);
    for (const other of ['"other"', `W/"${digest}"`, "Sat, 31 Jan 2026 12:00:00 GMT"]) {
      expect((await ask({ range, "if-range": other })).body).toHaveLength(1000);
    }
  });

  test("is not sent to who has it", async () => {
    for (const known of [`"${digest}"`, `W/"${digest}"`, `"a", "${digest}"`, "*"]) {
      const { status, headers, body } = await ask({ "if-none-match": known, range: "bytes=0-9" });
      expect({ status, tag: headers["etag"], length: body.length }).toEqual({
        status: 304,
        tag: `"${digest}"`,
        length: 0,
      });
    }
    expect((await ask({ "if-none-match": '"other"' })).status).toBe(200);
  });

  test("tells by HEAD what GET would send, without sending it", async () => {
    const { status, headers, body } = await ask({ range: "bytes=0-9" }, { method: "HEAD" });
    expect({ status, length: headers["content-length"], sent: body.length }).toEqual({
      status: 200,
      length: "1000",
      sent: 0,
    });
    expect((await ask({}, { method: "HEAD", digest: digestOf("none") })).status).toBe(404);
  });

  test("that has nothing in it is sent, and has no parts", async () => {
    const empty = { digest: digestOf(""), bytes: 0 };
    expect(await ask({}, empty)).toMatchObject({ status: 200, headers: { "content-length": "0" } });
    expect((await ask({ range: "bytes=0-" }, empty)).status).toBe(416);
  });

  test("that is not kept any more is not found, and nothing is said of it", async () => {
    for (const gone of [digestOf("none"), "../../etc/passwd"]) {
      const { status, headers } = await ask({ range: "bytes=0-9" }, { digest: gone });
      expect({ status, headers }).toEqual({ status: 404, headers: {} });
      expect((await ask({}, { digest: gone })).status).toBe(404);
    }
  });

  test("that is damaged breaks off", async () => {
    const damaged = await files.put(Readable.from([Buffer.from("what will be damaged")]));
    await flipBit(`${folder.path}/${damaged}`);
    await expect(ask({}, { digest: damaged, bytes: 20 })).rejects.toThrow();
    expect((await ask({}, { digest: damaged, bytes: 20 })).status).toBe(404);
  });

  test("is sent in the part that its headers say, whatever is asked for", async () => {
    const number = fc.oneof(fc.nat(1100), fc.constant(""));
    const part = fc.tuple(number, number).map(([from, to]) => `${from}-${to}`);
    const range = fc.oneof(
      fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => `bytes=${parts.join(",")}`),
      fc.stringMatching(/^[ -~]*$/),
    );
    const property = fc.asyncProperty(range, async (asked) => {
      const { status, headers, body } = await ask({ range: asked });
      const [, start = "0", end = "999"] =
        /^bytes (\d+)-(\d+)\/1000$/.exec(headers["content-range"] ?? "") ?? [];
      const expected = status === 416 ? Buffer.alloc(0) : bytes.subarray(Number(start), Number(end) + 1);
      expect([200, 206, 416]).toContain(status);
      expect(body.equals(expected)).toBe(true);
      expect(headers["content-length"]).toBe(String(expected.length));
    });
    await expect(fc.assert(property, { numRuns: 200 })).resolves.toBeUndefined();
  });
});

describe("contentDisposition", () => {
  test.each([
    ["video.mp4", "video/mp4", 'inline; filename="video.mp4"'],
    ['a"b\r\nset-cookie: x.mp4', "video/mp4", 'inline; filename="a_bset-cookie_ x.mp4"'],
    ["../../etc/passwd", "video/mp4", 'inline; filename="_.._etc_passwd"'],
    ["", "video/mp4", 'inline; filename="file"'],
    [".htaccess", "video/mp4", 'inline; filename="htaccess"'],
    ["page.html", "text/html", 'attachment; filename="page.html"'],
    ["image.svg", "image/svg+xml", 'attachment; filename="image.svg"'],
    ["poster.png", "image/png", 'inline; filename="poster.png"'],
    ["captions.vtt", "text/vtt", 'inline; filename="captions.vtt"'],
    ["日本.mp4", "video/mp4", `inline; filename="__.mp4"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.mp4`],
  ])("of %s, %s is %s", (name, type, header) => {
    expect(contentDisposition(name, type)).toBe(header);
  });

  test("is one header of plain letters, with a name that is no path, whatever the name is", () => {
    const property = fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary" })), (name) => {
      const header = contentDisposition(name, "video/mp4");
      expect(header).toMatch(/^inline; filename="[^"\\/\r\n]+"(?:; filename\*=UTF-8''[\w!#$&+.^`|~%-]+)?$/);
      expect(header.length).toBeLessThan(2500);
      expect(new Headers({ "content-disposition": header }).get("content-disposition")).toBe(header);
    });
    expect(() => fc.assert(property)).not.toThrow();
    expect(contentDisposition(`${"x".repeat(5000)}.mp4`, "video/mp4")).toMatch(
      /^inline; filename="x{150}\.mp4"$/,
    );
  });
});
