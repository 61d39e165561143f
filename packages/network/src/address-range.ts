import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** All that is assigned to the public: https://www.iana.org/assignments/ipv6-address-space */
const publicIPv6 = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Public by its number, but each machine in Azure finds its own host's services behind it:
 * https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 */
const azureHost = "168.63.129.16";

/** What a range of `ipaddr.js` is called in a sentence. */
const rangeNames: Readonly<Record<string, string>> = {
  unspecified: "an address of this machine",
  loopback: "an address of this machine",
  private: "an address of a private network",
  uniqueLocal: "an address of a private network",
  carrierGradeNat: "an address of a provider's inner network",
  linkLocal: "a link-local address",
  deprecatedSiteLocal: "an address of a private network",
  multicast: "a multicast address",
  broadcast: "a broadcast address",
};

/**
 * Why an IP address must not be reached by what comes from anybody, as in “10.0.0.1 is an address of a private network”;
 * `undefined` if it is a public one. What is not known to be public is refused.
 */
export function addressFault(text: string): string | undefined {
  if (!ipaddr.isValid(text)) return `${text} is not an IP address`;
  const address = ipaddr.parse(text);
  const fault = addressKind(innermost(address));
  return fault === undefined ? undefined : `${text} is ${fault}`;
}

function addressKind(address: Address): string | undefined {
  if (address.toString() === azureHost) return "an address of the cloud's host";
  const range = address.range();
  if (range !== "unicast") return rangeNames[range] ?? `a reserved address (${range})`;
  return address instanceof ipaddr.IPv6 && !address.match(publicIPv6) ? "a reserved address" : undefined;
}

/** The IPv4 address that a mapped one (`::ffff:0:0/96`) or one of NAT64 (`64:ff9b::/96`, RFC 6052) stands for. */
function innermost(address: Address): Address {
  if (!(address instanceof ipaddr.IPv6)) return address;
  const bytes = address.toByteArray();
  const prefix = bytes.slice(0, 12).join(".");
  const embeds = prefix === "0.0.0.0.0.0.0.0.0.0.255.255" || prefix === "0.100.255.155.0.0.0.0.0.0.0.0";
  return embeds ? new ipaddr.IPv4(bytes.slice(12)) : address;
}
