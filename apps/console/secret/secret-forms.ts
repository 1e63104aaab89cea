export const SECRET_FORMS = ['key', 'env', 'curl'] as const;
export type SecretForm = (typeof SECRET_FORMS)[number];

/** The secret as it is pasted: alone, as a line of a .env file, or in a first request. */
export function written(form: SecretForm, secret: string, origin: string): string {
  switch (form) {
    case 'key':
      return secret;
    case 'env':
      return `${secret.slice(0, secret.indexOf('_')).toUpperCase()}_API_KEY=${secret}`;
    case 'curl':
      return `curl -H "X-API-Key: ${secret}" ${origin}/api/data-sources/`;
  }
}
