import { NoConnection, type Destination } from "@hyperframes-engine/network";

/** The hosts that a filled page may connect to, whoever does it for the page. */
export class NamedHosts {
  #hosts: readonly string[] | null = null;

  /**
   * Lets nobody else be reached; `null` for no limit.
   *
   * @param hosts with ports that are not the usual ones, and `*.` for all below a name.
   */
  limit(hosts: readonly string[] | null): void {
    this.#hosts = hosts;
  }

  /** @throws {NoConnection} for any other. */
  check(destination: Destination): void {
    if (this.#hosts && !this.#hosts.some((name) => isNamed(name, destination))) {
      throw new NoConnection(true, "the template does not name it, and data cannot");
    }
  }
}

function isNamed(name: string, { host, port }: Destination): boolean {
  const { hostname, port: named } = new URL(`http://${name.replace(/^\*/, "any")}`);
  const isHost = name.startsWith("*.") ? host.endsWith(hostname.slice(3)) : host === hostname;
  return isHost && (named === "" ? port === 80 || port === 443 : port === Number(named));
}
