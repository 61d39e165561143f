import { isIP } from "node:net";
import { addressFault } from "@hyperframes-engine/network";
import { AddressRefusedError } from "../errors.ts";

/** What addresses may be called. */
export interface CallbackRules {
  /** Also those of the own network and this machine, also without TLS. */
  readonly allowPrivate: boolean;
  /** Also `http:`. */
  readonly allowHttp: boolean;
}

const LONGEST = 2048;
/** Where other things than web servers listen, which might take a request for one of their own: https://fetch.spec.whatwg.org/#port-blocking */
const LOWEST_OTHER_PORT = 1024;
const webPorts: ReadonlySet<number> = new Set([80, 443]);
/** Names that never lead outside: https://www.iana.org/assignments/special-use-domain-names */
const innerName = /(?:^|\.)(?:localhost|local|internal|home\.arpa|test|invalid|example|onion)$/;

/**
 * Checks what can be seen of an address at once; what its name leads to is checked each time it is called.
 *
 * @throws {AddressRefusedError} if it is none that may be called. The message does not repeat what may be secret in it.
 */
export function checkCallback(address: string, rules: CallbackRules): URL {
  if (address.length > LONGEST) throw refuse(`is longer than ${LONGEST} characters`);
  const url = URL.parse(address);
  if (!url || url.hostname === "") throw refuse("is no address such as https://example.com/hook");
  const isWeb = url.protocol === "https:" || (url.protocol === "http:" && rules.allowHttp);
  if (!isWeb) throw refuse(`must begin with https://${rules.allowHttp ? " or http://" : ""}`);
  if (url.username !== "" || url.password !== "") throw refuse("must have no user and no password in it");
  if (!rules.allowPrivate) checkOutside(url);
  return url;
}

function checkOutside({ hostname, port }: URL): void {
  const host = hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
  const fault = isIP(host) ? addressFault(host) : undefined;
  if (fault !== undefined) throw refuse(`must be a public one: ${fault}`);
  if (innerName.test(host) || (!isIP(host) && !host.includes("."))) {
    throw refuse(`must be a public one: ${host} is a name of an inner network`);
  }
  const number = Number(port || 443);
  if (number < LOWEST_OTHER_PORT && !webPorts.has(number)) {
    throw refuse(`must have port 80 or 443, or one from ${LOWEST_OTHER_PORT}`);
  }
}

function refuse(reason: string): AddressRefusedError {
  return new AddressRefusedError(`The callback address ${reason}.`);
}
