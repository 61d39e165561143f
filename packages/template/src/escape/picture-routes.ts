import { createHash } from "node:crypto";
import { BLOCKED_ADDRESS } from "./escape-address.ts";

/** Where pages ask for pictures whose addresses came from data. */
const ROUTE = "/.hyperframes/picture/";

/** Whether pages ask under a path for what a host has that the template does not name. */
export function isPictureRoute(path: string): boolean {
  return path.startsWith(ROUTE);
}

/** Leads addresses of pictures that data name through the project's own server, so that pages connect to nobody for them. */
export class PictureRoutes {
  readonly #hosts: ReadonlySet<string>;
  readonly #found = new Map<string, string>();

  /** @param hosts those that the template names itself. */
  constructor(hosts: ReadonlySet<string>) {
    this.#hosts = hosts;
  }

  /** The addresses that were met, by the paths that pages ask for instead. */
  get found(): ReadonlyMap<string, string> {
    return this.#found;
  }

  /** The address that a page is given. */
  route(address: string): string {
    const isRemote = /^(?:https?:|\/\/)/i.test(address);
    if (!isRemote) return address;
    const url = URL.parse(address, "https://template.invalid");
    if (!url) return BLOCKED_ADDRESS;
    if (this.#hosts.has(url.host)) return address;
    const path = ROUTE + createHash("sha256").update(url.href).digest("hex").slice(0, 32);
    this.#found.set(path, url.href);
    return path;
  }
}
