import { lookup as systemLookup } from "node:dns/promises";
import pLimit from "p-limit";

/** Finds the IP addresses of a host name; rejects with an error that has a `code` if it has none. */
export type Lookup = (host: string) => Promise<readonly string[]>;

/** How the operating system resolves names, so that `/etc/hosts`, VPNs and containers count. */
export async function lookupAddresses(host: string): Promise<readonly string[]> {
  const found = await systemLookup(host, { all: true });
  return found.map(({ address }) => address);
}

/** Without a network, a lookup takes a thread of Node's pool for many seconds; two of the four remain for files. */
const parallelLookups = 2;
const maxRemembered = 256;
const rememberedMs = 60_000;

/** Remembers for a minute what a lookup found, failures too, and runs few lookups at a time. */
export function rememberingLookup(lookup: Lookup): Lookup {
  const limit = pLimit(parallelLookups);
  const remembered = new Map<string, Promise<readonly string[]>>();
  return (host) => {
    const known = remembered.get(host);
    if (known) return known;
    const answer = limit(() => lookup(host));
    const [oldest] = remembered.keys();
    if (oldest !== undefined && remembered.size >= maxRemembered) remembered.delete(oldest);
    remembered.set(host, answer);
    setTimeout(() => {
      if (remembered.get(host) === answer) remembered.delete(host);
    }, rememberedMs).unref();
    return answer;
  };
}
