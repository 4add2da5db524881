/** SHA-256 of what comes in pieces: by the platform where it can do that, else here (WebCrypto wants all bytes at once). */

export interface Hash {
  update(bytes: Uint8Array): unknown;
  /** The digest in hexadecimal; nothing may be added after it. */
  hex(): string;
}

/** Begin a digest. */
export function sha256(): Hash {
  const native = builtin()?.createHash("sha256");
  return native ? { update: (bytes) => native.update(bytes), hex: () => native.digest("hex") } : new Sha256();
}

interface NodeCrypto {
  createHash(name: string): { update(bytes: Uint8Array): unknown; digest(form: "hex"): string };
}

function builtin(): NodeCrypto | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } };
  return process?.getBuiltinModule?.("node:crypto") as NodeCrypto | undefined;
}

const BLOCK = 64;

/** FIPS 180-4. */
export class Sha256 implements Hash {
  readonly #state = Uint32Array.from(fractions((prime) => Math.sqrt(prime), 8));
  readonly #words = new Uint32Array(BLOCK);
  readonly #rest = new Uint8Array(BLOCK);
  #length = 0;

  update(bytes: Uint8Array): void {
    let held = this.#length % BLOCK;
    this.#length += bytes.length;
    let from = 0;
    if (held > 0) {
      from = Math.min(BLOCK - held, bytes.length);
      this.#rest.set(bytes.subarray(0, from), held);
      held += from;
      if (held < BLOCK) return;
      this.#take(this.#rest, 0);
    }
    for (; from + BLOCK <= bytes.length; from += BLOCK) this.#take(bytes, from);
    this.#rest.set(bytes.subarray(from));
  }

  hex(): string {
    const bits = this.#length * 8;
    const held = this.#length % BLOCK;
    const tail = new Uint8Array(held < 56 ? BLOCK : 2 * BLOCK);
    tail.set(this.#rest.subarray(0, held));
    tail[held] = 0x80;
    const view = new DataView(tail.buffer);
    view.setUint32(tail.length - 8, Math.floor(bits / 2 ** 32));
    view.setUint32(tail.length - 4, bits >>> 0);
    for (let from = 0; from < tail.length; from += BLOCK) this.#take(tail, from);
    return Array.from(this.#state, (word) => word.toString(16).padStart(8, "0")).join("");
  }

  #take(bytes: Uint8Array, from: number): void {
    const words = this.#words;
    for (let i = 0; i < 16; i++) {
      const at = from + 4 * i;
      words[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
    }
    for (let i = 16; i < BLOCK; i++) {
      const near = words[i - 2]!;
      const far = words[i - 15]!;
      const s1 = rotated(near, 17) ^ rotated(near, 19) ^ (near >>> 10);
      const s0 = rotated(far, 7) ^ rotated(far, 18) ^ (far >>> 3);
      words[i] = s1 + words[i - 7]! + s0 + words[i - 16]!;
    }
    let [a, b, c, d, e, f, g, h] = this.#state as unknown as Eight;
    for (let i = 0; i < BLOCK; i++) {
      const s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
      const one = (h + s1 + ((e & f) ^ (~e & g)) + ROUNDS[i]! + words[i]!) | 0;
      const s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
      const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      this.#state[i]! += word;
    });
  }
}

type Eight = [number, number, number, number, number, number, number, number];

const ROUNDS = Uint32Array.from(fractions((prime) => Math.cbrt(prime), BLOCK));

function rotated(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

/** The first 32 bits of the fractions of the roots of the first `count` primes, of which the algorithm is made. */
function fractions(root: (prime: number) => number, count: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime)) primes.push(n);
  return primes.map((prime) => (root(prime) % 1) * 2 ** 32);
}
