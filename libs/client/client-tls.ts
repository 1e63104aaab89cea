/** How a client recognises the server, and shows itself; all of them PEM. */
export interface ClientTls {
  /** The authorities that are believed. Default: those that Node knows. */
  readonly ca?: string | undefined;
  /** The client's own, where the server has TLS_CA_FILE. */
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}
