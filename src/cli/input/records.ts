// CSV: a header names the columns, in any order; a record has a field for each of them.

import { parse } from "csv-parse/sync";
import { list, showText } from "../../problem/messages.js";
import { reason, UsageError } from "../terminal/errors.js";
import { nameOf, readText } from "./files.js";

/** A record of a file, and where it is for messages. */
export interface Row {
  where: string;
  /** By column. */
  text: Map<string, string>;
}

/** What columns there must be, and which others are known. */
export interface Columns {
  required: readonly string[];
  optional: readonly string[];
}

interface Parsed {
  record: string[];
  info: { lines: number };
}

export function readRows(path: string, columns: Columns): Row[] {
  const name = nameOf(path);
  const [header, ...rest] = recordsOf(readText(path), name);
  if (!header)
    throw new UsageError(`${name} is empty; expected a header ${columns.required.join()}`);
  checkHeader(header.record, columns, name);
  return rest.map(({ record, info }) => {
    const where = `${name}, line ${info.lines}`;
    if (record.length !== header.record.length)
      throw new UsageError(
        `${where} has ${record.length} fields; expected ${header.record.length}, as in the header`,
      );
    return { where, text: new Map(header.record.map((column, k) => [column, record[k]])) };
  });
}

function recordsOf(text: string, name: string): Parsed[] {
  const options = { info: true, skip_empty_lines: true, trim: true, relax_column_count: true };
  try {
    return parse(text, options) as unknown as Parsed[];
  } catch (error) {
    throw new UsageError(`${name} is no CSV: ${reason(error)}`);
  }
}

function checkHeader(header: string[], { required, optional }: Columns, name: string): void {
  for (const column of [...required, ...optional]) {
    const count = header.filter((title) => title === column).length;
    if (count > 1) throw new UsageError(`${name} has ${count} columns ${column}; expected one`);
  }
  if (required.every((column) => header.includes(column))) return;
  throw new UsageError(
    `${name} has the columns ${showText(header.join())}; expected ${list(required).replace(" or ", " and ")}`,
  );
}
