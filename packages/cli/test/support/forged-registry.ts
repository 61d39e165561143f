import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An npm registry that sends one tarball as the version of a package, and vouches for it. */
export interface ForgedRegistry extends AsyncDisposable {
  readonly address: string;
  /** Settles when something was asked for. */
  readonly asked: Promise<void>;
  /** Until this is called, nothing is answered. */
  answer(): void;
}

/** Opens one on loopback. */
export async function openForgedRegistry(version: string, tarball: Buffer): Promise<ForgedRegistry> {
  const asked = Promise.withResolvers<void>();
  const patience = Promise.withResolvers<void>();
  const server = createServer(({ url = "" }, response) => {
    asked.resolve();
    void patience.promise.then(() => response.end(url.endsWith(".tgz") ? tarball : describe(url.slice(1))));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  const describe = (name: string): string => {
    const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
    const manifest = { name, version, dist: { tarball: `${address}${name}.tgz`, integrity } };
    return JSON.stringify({ name, "dist-tags": { latest: version }, versions: { [version]: manifest } });
  };
  return {
    address,
    asked: asked.promise,
    answer: patience.resolve,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
