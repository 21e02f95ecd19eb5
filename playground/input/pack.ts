// Text as characters that a link may have, and back: UTF-8, zlib, base64url. Nothing that is
// damaged on its way comes out: zlib has a checksum of the text.

/** Bytes that go in at once: they become some thousand times as many, at most. */
const PIECE = 4096;
/** Arguments that one call may have on every engine. */
const MOST_ARGUMENTS = 8192;

/** The characters of base64url, without padding. */
export async function pack(text: string): Promise<string> {
  const stream = piecesOf(new TextEncoder().encode(text)).pipeThrough(
    new CompressionStream("deflate"),
  );
  return toBase64(await bytesOf(stream, Infinity));
}

/**
 * Throws an Error that says what was expected.
 *
 * @param most bytes of the text in UTF-8; no more is inflated
 */
export async function unpack(packed: string, most: number): Promise<string> {
  const stream = piecesOf(fromBase64(packed)).pipeThrough(new DecompressionStream("deflate"));
  const bytes = await bytesOf(stream, most);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error("its text is not valid UTF-8; expected UTF-8");
  }
}

function piecesOf(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let from = 0;
  return new ReadableStream({
    pull(controller) {
      if (from < bytes.length) controller.enqueue(bytes.slice(from, from + PIECE));
      from += PIECE;
      if (from >= bytes.length) controller.close();
    },
  });
}

/** All of a stream, unless there are more than most. */
async function bytesOf(stream: ReadableStream<Uint8Array>, most: number) {
  const chunks: Uint8Array[] = [];
  let count = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new Error("its data are damaged or cut off; expected all of the link");
    });
    if (done) break;
    count += value.length;
    if (count > most) {
      await reader.cancel().catch(() => {});
      throw new Error(`it inflates to more than ${most} bytes; expected at most these`);
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(count);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let from = 0; from < bytes.length; from += MOST_ARGUMENTS)
    binary += String.fromCharCode(...bytes.subarray(from, from + MOST_ARGUMENTS));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Strict: each sequence of bytes has one text. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const isOne = /^[\w-]+$/.test(text) && text.length % 4 !== 1;
  const binary = isOne ? atob(text.replaceAll("-", "+").replaceAll("_", "/")) : "";
  const bytes = new Uint8Array(binary.length);
  for (let k = 0; k < binary.length; k++) bytes[k] = binary.charCodeAt(k);
  if (!isOne || toBase64(bytes) !== text)
    throw new Error("its data are no base64url; expected all of the link, and nothing else");
  return bytes;
}
