// Shows this server's own description. Nothing is asked of any other server, and what is typed to sign in is kept by
// nobody.
'use strict';

window.SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  dom_id: '#description',
  validatorUrl: null,
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  persistAuthorization: false,
  withCredentials: false,
});
