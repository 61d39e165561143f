import { fixValue } from "./realm.ts";

declare global {
  var NetworkInformation: { readonly prototype: object } | undefined;
}

/** Memory as `performance.memory` tells it, in bytes. */
const memory = { jsHeapSizeLimit: 4_294_967_296, totalJSHeapSize: 10_000_000, usedJSHeapSize: 10_000_000 };

/**
 * Gives what pages may read of the machine the same values everywhere. Call in windows and workers, before their own
 * scripts. docs/composition-format.md#the-machine-that-a-page-sees
 */
export function fixValues(): void {
  const navigator: object = Reflect.getPrototypeOf(globalThis.navigator) ?? {};
  fixValue(navigator, "hardwareConcurrency", 4);
  fixValue(navigator, "deviceMemory", 8);
  fixValue(navigator, "language", "en-US");
  fixValue(navigator, "languages", Object.freeze(["en-US"]));
  const connection = globalThis.NetworkInformation?.prototype;
  fixValue(connection, "rtt", 50);
  fixValue(connection, "downlink", 10);
  fixValue(connection, "effectiveType", "4g");
  fixValue(connection, "saveData", false);
  fixValue(Performance.prototype, "memory", memory);
}
