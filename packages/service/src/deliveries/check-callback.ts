import { isIP } from "node:net";
import { addressFault } from "@hyperframes-engine/network";

/** What addresses may be called. */
export interface CallbackRules {
  /** Also those of the own network and this machine. */
  readonly allowPrivate: boolean;
}

const LONGEST = 2048;
/** Where other things than web servers listen, which might take a request for one of their own: https://fetch.spec.whatwg.org/#port-blocking */
const LOWEST_OTHER_PORT = 1024;
const webPorts: ReadonlySet<number> = new Set([80, 443]);
/** Names that never lead outside: https://www.iana.org/assignments/special-use-domain-names */
const innerName = /(?:^|\.)(?:localhost|local|internal|home\.arpa|test|invalid|example|onion)$/;

/**
 * What is wrong with an address, as far as it can be seen at once; `null` if nothing is. What its name leads to is checked each time it
 * is called. The sentence does not repeat what may be secret in it.
 */
export function checkCallback(address: string, { allowPrivate }: CallbackRules): string | null {
  const fault = faultOf(address) ?? (allowPrivate ? null : innerFault(new URL(address)));
  return fault === null ? null : `The callback address ${fault}.`;
}

function faultOf(address: string): string | null {
  if (address.length > LONGEST) return `is longer than ${LONGEST} characters`;
  const url = URL.parse(address);
  if (!url) return "is no address such as https://example.com/hook";
  if (url.protocol !== "https:" && url.protocol !== "http:") return "must begin with https:// or http://";
  const hasUser = url.username !== "" || url.password !== "";
  return hasUser ? "must have no user and no password in it" : null;
}

function innerFault({ hostname, port }: URL): string | null {
  const host = hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
  const fault = isIP(host) ? addressFault(host) : undefined;
  if (fault !== undefined) return `must be a public one: ${fault}`;
  if (innerName.test(host) || (!isIP(host) && !host.includes("."))) {
    return `must be a public one: ${host} is a name of an inner network`;
  }
  const number = Number(port || 443);
  const isOther = number < LOWEST_OTHER_PORT && !webPorts.has(number);
  return isOther ? `must have port 80 or 443, or one from ${LOWEST_OTHER_PORT}` : null;
}
