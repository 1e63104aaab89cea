/** What a person needs next: a token and lines to copy. `keys`: where keys are managed; `api`: where the protected sample is. */
export function greeting({ keys, api, token, places }) {
  const width = Math.max(...places.map(([name]) => name.length));
  return `
Keyward is running:

${places.map(([name, address]) => `  ${name.padEnd(width)}  ${address}`).join('\n')}

A user token of a demo owner (org demo, role owner, valid for 30 days), for this deployment only:

  TOKEN=${token}

Create a key; the answer shows its secret this once:

  curl -X POST ${keys}/v1/keys -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"name":"My first key","scope":"read-only"}'

Use it on the sample API, then revoke it and see it refused:

  KEY=<secret>  KEY_ID=<key.keyId>
  curl -H "X-API-Key: $KEY" ${api}/api/data-sources/
  curl -X POST ${keys}/v1/keys/$KEY_ID/revoke -H "Authorization: Bearer $TOKEN"
  curl -i -H "X-API-Key: $KEY" ${api}/api/data-sources/
`;
}
