// CSV: a header names the columns, in any order; a record has a field for each of them.

import { parse } from "csv-parse/sync";
import { list, showText } from "../../problem/messages.js";
import { reason, UsageError } from "../terminal/usage.js";

/** The text of a file, and what a message calls it. */
export interface TextFile {
  name: string;
  text: string;
}

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

/** The columns that the header names. */
export function columnsOf({ name, text }: TextFile): string[] {
  return recordsOf(text, name, 1)[0]?.record ?? [];
}

export function readRows({ name, text }: TextFile, columns: Columns): Row[] {
  const [header, ...rest] = recordsOf(text, name);
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

/** to: how many of them; -1: all. */
function recordsOf(text: string, name: string, to = -1): Parsed[] {
  const options = { info: true, skip_empty_lines: true, trim: true, relax_column_count: true, to };
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
