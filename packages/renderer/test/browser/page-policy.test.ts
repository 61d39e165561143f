import { once } from "node:events";
import { createServer, request, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, it, vi } from "vitest";
import type { PageRules } from "../../../template/src/page-rules.ts";
import { Template } from "../../../template/src/template.ts";
import { startNetworkGuard } from "../../src/browser/network-guard.ts";
import { policyHeaders } from "../../src/browser/page-policy.ts";
import { fetchPicture } from "../../src/browser/pictures/fetch-picture.ts";
import { milliseconds } from "../../src/timeline/units.ts";
import { projectOf } from "../support/project-of.ts";
import { passwordFor, serveFiles } from "../support/serve-files.ts";

vi.setConfig({ testTimeout: 60_000 });

function rulesOf(page: string, data: object, manifest: object = {}): PageRules {
  const schema = { type: "object", properties: { x: {} } };
  const files = new Map([
    ["template.json", JSON.stringify({ name: "a", data: schema, ...manifest })],
    ["index.html", page],
  ]);
  return Template.compile(files).fillFiles(data).rules;
}

async function get(port: number, path: string): Promise<IncomingMessage & { text: string }> {
  const asked = request({ port, path, host: "127.0.0.1", headers: { host: "project.localhost" } }).end();
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  const parts: Buffer[] = [];
  for await (const part of response as AsyncIterable<Buffer>) parts.push(part);
  return Object.assign(response, { text: Buffer.concat(parts).toString() });
}

it("sends the policy with everything that a filled project serves, and nothing with others", async () => {
  await using folder = await projectOf({ "index.html": "<p>", "a.svg": "<svg/>", "b/index.html": "" });
  await using server = await serveFiles(folder.path);
  expect((await get(server.port, "/")).headers["content-security-policy"]).toBeUndefined();
  server.files.serve(rulesOf("<p><<x>></p>", { x: 1 }));
  for (const path of ["/", "/a.svg", "/b/", "/none.html", "/favicon.ico"]) {
    const { headers } = await get(server.port, path);
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
  }
});

it("names the scripts, handlers and hosts of the template, and none of the data", () => {
  const page = `<script src="https://cdn.jsdelivr.net/npm/gsap@3/dist/gsap.min.js"></script>
<script>const a = <<x>>, run = () => {};</script><p onclick="run('<<x>>')"><<x>></p><img src="https://images.test/<<x>>.png">`;
  const of = (x: string): string => policyHeaders(rulesOf(page, { x }))["Content-Security-Policy"] ?? "";
  const [one, other] = [of("https://evil.test/"), of("<script src=https://evil.test/></script>")];
  expect(one).not.toContain("evil");
  expect(other).not.toContain("evil");
  expect(one).toContain("cdn.jsdelivr.net/npm/gsap@3/dist/gsap.min.js");
  expect(one).toMatch(/img-src [^;]*images\.test/);
  expect(one.match(/'sha256-/g)).toHaveLength(2);
  expect(one).toContain("'unsafe-hashes'");
  expect(one).not.toContain("'unsafe-eval'");
  expect(of("https://evil.test/")).toBe(one);
  expect(other).not.toBe(one);
});

it("takes no host that a value begins, ends or follows without a slash", () => {
  const page = `<a href="https://<<x>>.one.test/">a</a><a href="https://two.test<<x>>">b</a><a href="https://three.test/<<x>>">c</a>`;
  expect(rulesOf(page, { x: ".evil.test" }).hosts).toEqual(["three.test"]);
});

it("lets template.json add hosts, and eval without values in markup", () => {
  const rules = rulesOf("<script>a = <<x>></script>", { x: 1 }, { hosts: ["*.pictures.test"], eval: true });
  const policy = policyHeaders(rules)["Content-Security-Policy"];
  expect(policy).toMatch(/img-src [^;]*\*\.pictures\.test/);
  expect(policy?.match(/'unsafe-eval'/g)).toHaveLength(2);
  expect(() => rulesOf("<p><<x>></p>", { x: 1 }, { eval: true })).toThrow("compile the markup");
  expect(() => rulesOf("<p><<x>></p>", { x: 1 }, { hosts: ["*"] })).toThrow("template.json:");
});

it("gives scripts no hash that a value has ended early", () => {
  const rules = (x: string): PageRules =>
    Template.compile(new Map([["index.html", "<script>a = '<<{x}>>'</script>"]])).fillFiles(
      { x },
      { trusted: true },
    ).rules;
  const evil = rules("</script><script>run()</script>");
  const alone = rules("run()");
  expect(evil.scripts.size).toBe(1);
  expect([...evil.scripts]).not.toEqual([...alone.scripts]);
  expect(evil.nonce).not.toBe(alone.nonce);
  expect(rules("run()").nonce).toBe(alone.nonce);
});

it("gives pages pictures of addresses in data from the project, each fetched once", async () => {
  await using folder = await projectOf({ "index.html": "" });
  const asked: string[] = [];
  await using server = await serveFiles(folder.path, {
    fetch: (address) => {
      asked.push(address);
      return Promise.resolve({ body: Buffer.from("picture"), contentType: "image/png" });
    },
  });
  const page = `<img src="<<x>>"><p style="background: url('<<x>>')"></p><img src="https://images.test/a.png"><img src="<<y>>">`;
  const template = Template.compile(new Map([["index.html", page]]));
  const { texts, rules } = template.fillFiles({
    x: "https://people.test/ann.png?a=1",
    y: "https://images.test/b.png",
  });
  const [path = ""] = /\/\.hyperframes\/picture\/\w+/.exec(texts.get("index.html") ?? "") ?? [];
  expect(texts.get("index.html")).not.toContain("people.test");
  expect(texts.get("index.html")).toContain('src="https://images.test/b.png"');
  server.files.serve(rules);
  expect(await get(server.port, path)).toMatchObject({ statusCode: 200, text: "picture" });
  expect((await get(server.port, path)).headers["content-type"]).toBe("image/png");
  expect((await get(server.port, `${path}0`)).statusCode).toBe(403);
  expect(asked).toEqual(["https://people.test/ann.png?a=1"]);
});

it("fetches pictures from public addresses alone, and takes nothing that is none", async () => {
  const internet = createServer(({ url = "", headers }, response) => {
    const type = url.endsWith(".png") ? "image/png" : "text/html";
    if (url === "/to") response.writeHead(302, { location: "http://inside.test/secret.png" });
    else response.writeHead(200, { "content-type": type });
    response.end(headers.host);
  });
  await once(internet.listen(0, "127.0.0.1"), "listening");
  const outside = {
    lookup: (host: string) => Promise.resolve([host === "inside.test" ? "10.0.0.1" : "93.184.215.14"]),
    connect: () => connect((internet.address() as AddressInfo).port, "127.0.0.1"),
    connectLimit: milliseconds(10_000),
    idleLimit: milliseconds(10_000),
  };
  const ask = async (address: string): Promise<string> =>
    (await fetchPicture(address, outside, AbortSignal.timeout(240_000))).body.toString();
  expect(await ask("http://people.test/a.png")).toBe("people.test");
  await expect(ask("http://people.test/a.html")).rejects.toThrow("no picture");
  await expect(ask("http://inside.test/a.png")).rejects.toThrow("private network");
  await expect(ask("http://people.test/to")).rejects.toThrow("private network");
  internet.close().closeAllConnections();
});

it("keeps pages from hosts that the template does not name, on any way", async () => {
  await using guard = await startNetworkGuard({
    lookup: () => Promise.resolve(["93.184.215.14"]),
    connect: () => connect(guard.access.port, "127.0.0.1"),
  });
  const ask = async (host: string): Promise<number> => {
    const { port } = guard.access;
    const headers = passwordFor(guard.access);
    const tunnel = request({ port, host: "127.0.0.1", method: "CONNECT", path: host, headers }).end();
    const [response, socket] = (await once(tunnel, "connect")) as [IncomingMessage, { destroy(): void }];
    socket.destroy();
    return response.statusCode ?? 0;
  };
  guard.limit(["good.test", "*.wide.test", "port.test:8443"]);
  for (const host of ["good.test:443", "a.wide.test:443", "port.test:8443"])
    expect(await ask(host)).toBe(200);
  for (const host of [
    "evil.test:443",
    "good.test:8443",
    "xwide.test:443",
    "port.test:443",
    "good.test.evil.test:443",
  ])
    expect(await ask(host)).toBe(403);
  expect(() => guard.check({ host: "evil.test", port: 443 })).toThrow("the template does not name it");
  guard.limit(null);
  expect(await ask("evil.test:443")).toBe(200);
  guard.check({ host: "evil.test", port: 443 });
});
