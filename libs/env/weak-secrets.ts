/** Fewer different characters than any random secret of 16 characters or more has. */
const FEWEST_CHARACTERS = 8;
const LONGEST_PIECE = 16;
/** What people type where a secret is asked for, or copy from a guide. */
const WORDS = [
  'test',
  'testing',
  'secret',
  'token',
  'password',
  'passwort',
  'passw0rd',
  'changeme',
  'change-me',
  'changeit',
  'admin',
  'root',
  'user',
  'guest',
  'service',
  'services',
  'servicetoken',
  'service-token',
  'keyward',
  'claribi',
  'api',
  'apikey',
  'api-key',
  'key',
  'default',
  'demo',
  'dev',
  'development',
  'local',
  'localhost',
  'staging',
  'prod',
  'production',
  'example',
  'sample',
  'foo',
  'bar',
  'foobar',
  'hello',
  'letmein',
  'qwerty',
  'qwertz',
  'abc',
  'abc123',
  '123',
  '1234',
  '12345',
  '123456',
  '1234567',
  '12345678',
  '123456789',
  '1234567890',
  '0',
  '1',
  'a',
  'x',
  'none',
  'null',
  'undefined',
  'true',
  'false',
  'mytoken',
  'my-token',
  'mysecret',
  'my-secret',
  'supersecret',
  'super-secret',
  'topsecret',
  'token123',
  'secret123',
  'test123',
  'password123',
  'gateway',
  'internal',
  'bearer',
  'ops',
  'monitoring',
];
const EXAMPLES = /change-?me|replace-?me|(?:your|string)-.*secret|secret-.*at-least/i;

/**
 * Tokens that need no guessing: empty, and the words above. With the line break that `echo` adds to what is digested.
 */
export const GUESSED_FIRST: readonly string[] = ['', ...WORDS]
  .flatMap((word) => [word, word.toUpperCase(), `${word.charAt(0).toUpperCase()}${word.slice(1)}`])
  .flatMap((word) => [word, `${word}\n`]);

/**
 * Whether `secret`, of 16 characters or more, is easy to guess for its length: it has few different characters, repeats
 * itself, or stands in guides.
 */
export function isWeakSecret(secret: string): boolean {
  return new Set(secret).size < FEWEST_CHARACTERS || EXAMPLES.test(secret) || repeatsItself(secret);
}

/** Whether it is one piece of up to 16 characters over and over. */
function repeatsItself(secret: string): boolean {
  return Array.from({ length: LONGEST_PIECE }, (_, index) => index + 1).some(
    (length) =>
      secret.length >= 2 * length &&
      secret ===
        secret
          .slice(0, length)
          .repeat(Math.ceil(secret.length / length))
          .slice(0, secret.length),
  );
}

/** For `Unwise`. */
export function weakSecretDoubt(value: unknown): string | null {
  return typeof value === 'string' && isWeakSecret(value)
    ? 'is easy to guess: it repeats itself or stands in a guide'
    : null;
}
