import { all } from "./all.js";

export const handler = async () => ({ statusCode: 200, body: JSON.stringify(await all()) });
