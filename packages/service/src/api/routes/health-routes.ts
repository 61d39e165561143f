import type { OpenAPIHono } from "@hono/zod-openapi";
import { sql } from "kysely";
import type { ApiEnvironment, ServiceParts } from "../service-parts.ts";

/** Whether the service lives, and whether it can do anything: for whoever watches over it, without a key. */
export function addHealthRoutes(
  app: OpenAPIHono<ApiEnvironment>,
  { database, onError }: Pick<ServiceParts, "database" | "onError">,
): void {
  app.get("/healthz", (context) => context.text("ok\n"));
  app.get("/readyz", async (context) => {
    try {
      await sql`select 1`.execute(database.tables);
      return context.text("ready\n");
    } catch (error) {
      onError(error);
      return context.text("The database does not answer.\n", 503);
    }
  });
}
