// What stands in the pages of the repository: code, and files and commands with what they print.

/** The blocks of a language. */
export function blocks(text: string, language: string): string[] {
  const pattern = new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "gm");
  return [...text.matchAll(pattern)].map(([, code]) => code);
}

/** [name, text] of the files that a page shows: `tables.csv`, and then what is in it. */
export function filesOf(page: string): [string, string][] {
  const pattern = /`([\w.]+\.(?:csv|json|ndjson))`[^`]*\n\n```(?:csv|json)\n([\s\S]*?)```/g;
  return [...page.matchAll(pattern)].map(([, name, text]) => [name, text]);
}

/** [commands, what they print], in the order of a page. */
export function sessionsOf(page: string): [string[], string][] {
  const pattern = /```sh\n([^`]*?)```\n\n```text\n([\s\S]*?)```/g;
  return [...page.matchAll(pattern)].map(([, lines, shown]) => [lines.trim().split("\n"), shown]);
}
