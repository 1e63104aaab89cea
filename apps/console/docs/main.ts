import showReference from 'swagger-ui-dist/swagger-ui-bundle';
import 'swagger-ui-dist/swagger-ui.css';

showReference({
  dom_id: '#reference',
  url: '/v1/openapi.json',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  // as the page does it: who is signed in there tries calls as themselves. A token that is entered wins
  requestInterceptor: (request) => {
    request.headers['X-Keyward-Console'] = '1';
    return request;
  },
  showMutatedRequest: false,
});
