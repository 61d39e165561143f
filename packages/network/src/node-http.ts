/**
 * Node's HTTP. An `import` of it asks for each of its names, and for `WebSocket` Node loads another HTTP client, which takes longer than
 * everything else of this package: docs/decisions/command-and-start.md
 */
export const { createServer, request: requestHttp } = process.getBuiltinModule("node:http");
