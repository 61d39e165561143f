import { describe } from "vitest";
import { hasPostgres, PostgresServer } from "../support/postgres-server.ts";
import { ServiceBench } from "../support/service-bench.ts";
import { describeApi } from "./contract.ts";

const config = { worker: { lanes: 0 } };

describeApi("the embedded database", () => ServiceBench.open({ config }));

describe.runIf(hasPostgres)("with a server", () => {
  let server: PostgresServer;
  describeApi("PostgreSQL", async () => {
    server = await PostgresServer.start();
    const bench = await ServiceBench.open({ config, database: server.url });
    const end = bench[Symbol.asyncDispose].bind(bench);
    bench[Symbol.asyncDispose] = async () => {
      await end();
      await server[Symbol.asyncDispose]();
    };
    return bench;
  });
});
