/** What is used of it; it comes without types. */
declare module 'swagger-ui-dist/swagger-ui-bundle' {
  interface Request {
    readonly headers: Record<string, string>;
  }
  interface Options {
    readonly dom_id: string;
    readonly url: string;
    readonly deepLinking: boolean;
    readonly docExpansion: 'list' | 'full' | 'none';
    readonly defaultModelsExpandDepth: number;
    readonly displayRequestDuration: boolean;
    readonly tryItOutEnabled: boolean;
    /** Whose verdict on the document is shown. */
    readonly validatorUrl: null;
    readonly requestInterceptor: (request: Request) => Request;
    /** Whether what `requestInterceptor` has changed is in the shown curl. */
    readonly showMutatedRequest: boolean;
  }
  export default function show(options: Options): void;
}
