export { createServer, requestHttp } from "./node-http.ts";
export { addressFault } from "./address-range.ts";
export { lookupAddresses, rememberingLookup, type Lookup } from "./address-lookup.ts";
export {
  connectOutside,
  connectToAddresses,
  NoConnection,
  openOutside,
  type Connect,
  type Destination,
  type Outside,
} from "./connect-outside.ts";
